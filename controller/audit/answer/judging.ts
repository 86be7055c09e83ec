import { needsOf } from '../../../audit/needs/needs.ts';
import type { AuditedDefinition, AuditReport, DefinitionAudit, RoleOverrides } from '../../../audit/types.ts';
import type { PassFrame } from '../../ports.ts';
import { rememberedSpecs } from '../../specs/remembered-specs.ts';
import { emptyState } from '../../state/empty-state.ts';
import {
  findingsIn,
  indexedName,
  isSweptRegion,
  needsByRole,
  others,
  placeOf,
  regionOf,
  regionsInUse,
} from '../state/audit-index.ts';
import { auditHash } from '../state/audit-result.ts';
import type { AuditIndex, IndexedDefinition } from '../state/audit-state.ts';
import type { AuditPorts, AuditSettings } from '../state/store-ports.ts';

/** A task definition, and what the audit says of it. */
export interface Judged {
  readonly definition: AuditedDefinition;
  readonly audit: DefinitionAudit;
}

export interface Judgement {
  readonly report: AuditReport;
  /** In the order in which they were given. */
  readonly judged: readonly Judged[];
}

export interface ToJudge {
  readonly definitions: readonly AuditedDefinition[];
  readonly index: AuditIndex;
  readonly trigger: string;
  /** The region of which nothing but the given definitions is current; `null` if there is none such. */
  readonly wholeRegion: string | null;
}

/** Audits task definitions, against the specs as they are now and beside what the index knows of all others. */
export async function judge(
  { definitions, index, trigger, wholeRegion }: ToJudge,
  { runId }: PassFrame,
  ports: AuditPorts,
  { account, guards, regions }: AuditSettings,
): Promise<Judgement> {
  const { iam, clock } = ports;
  const given = new Set(
    definitions.map((definition) => placeOf(identityOf(definition).region, indexedName(identityOf(definition)))),
  );
  const other = others(withoutRegion(index, wholeRegion), given);
  const isSwept = (region: string) => region === wholeRegion || isSweptRegion(regionOf(index, region));
  const seen = new Set([...regionsInUse(index), ...definitions.map((definition) => identityOf(definition).region)]);
  const isWhole =
    regions.every(isSwept) &&
    [...seen].every((region) => regions.includes(region)) &&
    other.every(({ needs }) => needs !== null) &&
    definitions.every(({ described }) => described);
  const report = await ports.audit({
    ...{ runId, trigger, iam, clock, account, guards, definitions, progress: undefined },
    specs: await currentSpecs(ports, { account }),
    otherNeeds: needsByRole(other, account),
    isWhole,
  });
  return { report, judged: inOrder(definitions, isWhole ? report.taskDefinitions : report.taskDefinitions.map(withoutExcess)) };
}

/** Others that use the role may need what seems too much: that is said once they are known, which one sweep takes. */
function withoutExcess(audit: DefinitionAudit): DefinitionAudit {
  return { ...audit, findings: audit.findings.filter(({ rule }) => rule !== 'ExecutionRoleTooBroad') };
}

/** How a definition stands in the index once it was judged. A revision never changes: what it once was found to need, it needs. */
export function indexedAs(
  { definition, audit }: Judged,
  before: IndexedDefinition | undefined,
  auditedAt: string,
): IndexedDefinition {
  const own = definition.described
    ? { executionRole: definition.definition.executionRole, needs: executionNeeds(definition.definition) }
    : { executionRole: before?.executionRole ?? null, needs: before?.needs ?? null };
  return { ...own, ...findingsIn(audit), hash: auditHash(audit), auditedAt };
}

/** By what a definition is known; every audited one lies in a region. */
export function identityOf(definition: AuditedDefinition) {
  if (!definition.described) return { ...definition, region: definition.region ?? '', overrides: null };
  const { arn, family, revision, context } = definition.definition;
  return { arn, family, revision, region: context.region ?? '', overrides: definition.overrides };
}

function executionNeeds(definition: Parameters<typeof needsOf>[0]) {
  return needsOf(definition, null).needs.filter(({ use }) => use === 'execution');
}

/** Specs of a source that cannot be listed are not known here, which makes the whole set incomplete. */
async function currentSpecs({ specs, compiler, clock }: AuditPorts, { account }: Pick<AuditSettings, 'account'>) {
  const now = clock.now();
  const readings = await specs.read();
  const files = readings.flatMap((reading) => reading.files);
  const compiled = await compiler.compile(files, account, now.toISOString().slice(0, 10));
  return rememberedSpecs(readings, compiled, emptyState(account.accountId), now).specs;
}

function withoutRegion(index: AuditIndex, region: string | null): AuditIndex {
  const kept = Object.entries(index.regions).filter(([name]) => name !== region);
  return { ...index, regions: Object.fromEntries(kept) };
}

/** A report has the worst first. */
function inOrder(definitions: readonly AuditedDefinition[], audits: readonly DefinitionAudit[]): readonly Judged[] {
  const byKey = new Map(audits.map((audit) => [keyOf(audit), audit]));
  return definitions.flatMap((definition) => {
    const audit = byKey.get(keyOf(identityOf(definition)));
    return audit === undefined ? [] : [{ definition, audit }];
  });
}

type Identity = Pick<DefinitionAudit, 'family' | 'revision' | 'region'> & { readonly overrides: RoleOverrides | null };

function keyOf({ family, revision, region, overrides }: Identity): string {
  return JSON.stringify([region, family, revision, overrides?.taskRole, overrides?.executionRole]);
}
