import type { AuditResult, DefinitionAudit, Finding, Unverified } from '../../audit/types.ts';
import { groupedBy } from './grouped-by.ts';
import { type Item, type Told, toldItems } from './told-items.ts';
import { urgency, worstFindingFirst } from './worst-finding-first.ts';

/** What is told together: all that exactly these task definitions have in common. */
export interface AuditBlock {
  /** In the report's order; none for what is about waivers. */
  readonly definitions: readonly DefinitionAudit[];
  /** Worst first, what is waived last. */
  readonly findings: readonly Finding[];
  readonly unverified: readonly Unverified[];
  /** Names of roles. */
  readonly pending: readonly string[];
  /** Of a single task definition: how many findings that are not waived it shares with others, so that they are told there. */
  readonly shared: number;
}

function blockOf(definitions: readonly DefinitionAudit[], items: readonly Item[], shared: number): AuditBlock {
  return {
    definitions,
    findings: worstFindingFirst(items.flatMap((item) => (item.type === 'finding' ? [item.finding] : []))),
    unverified: items.flatMap((item) => (item.type === 'unverified' ? [item.unverified] : [])),
    pending: items.flatMap((item) => (item.type === 'pending' ? [item.role] : [])),
    shared,
  };
}

/** How many open findings each task definition, by its index, shares with others. */
function sharedFindings(told: readonly Told[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { item, of } of told) {
    if (of.length < 2 || item.type !== 'finding' || item.finding.waived !== null) continue;
    for (const index of of) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}

function blockUrgency({ findings: [worst] }: AuditBlock): number {
  return worst === undefined ? Number.MAX_SAFE_INTEGER : urgency(worst);
}

/** All that an audit has to tell, worst first. What several task definitions have in common, as a shared role's faults, comes once. */
export function auditBlocks({ taskDefinitions, findings }: AuditResult): readonly AuditBlock[] {
  const told = toldItems(taskDefinitions);
  const shared = sharedFindings(told);
  const blocks = groupedBy(told, ({ of }) => of.join()).map((group) => {
    const { of } = group[0];
    const definitions = of.flatMap((index) => taskDefinitions.slice(index, index + 1));
    const elsewhere = of.length === 1 ? of.flatMap((index) => shared.get(index) ?? []) : [];
    return blockOf(
      definitions,
      group.map(({ item }) => item),
      elsewhere[0] ?? 0,
    );
  });
  const others = findings.map((finding) => ({ type: 'finding', finding }) as const);
  return [
    ...blocks.sort((one, other) => blockUrgency(one) - blockUrgency(other)),
    ...(others.length === 0 ? [] : [blockOf([], others, 0)]),
  ];
}

/** Task definitions of which nothing is to be told. */
export function quietDefinitions({ taskDefinitions }: AuditResult): readonly DefinitionAudit[] {
  return taskDefinitions.filter(
    ({ findings, unverified, pending }) => findings.length + unverified.length + pending.length === 0,
  );
}
