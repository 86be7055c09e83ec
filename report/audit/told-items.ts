import type { DefinitionAudit, Finding, Unverified } from '../../audit/types.ts';
import { groupedBy } from './grouped-by.ts';

/** One thing to say of a task definition. */
export type Item =
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'unverified'; readonly unverified: Unverified }
  | { readonly type: 'pending'; readonly role: string };

/** One thing to say, and of which task definitions, by their index. */
export interface Told {
  readonly item: Item;
  readonly of: readonly number[];
}

function itemsOf({ findings, unverified, pending }: DefinitionAudit): readonly Item[] {
  return [
    ...findings.map((finding) => ({ type: 'finding', finding }) as const),
    ...unverified.map((one) => ({ type: 'unverified', unverified: one }) as const),
    ...pending.map((role) => ({ type: 'pending', role }) as const),
  ];
}

/**
 * What two items must share to be told once: all but the places in their task definitions, and what is to be pasted. Where a task
 * definition was not described, the reason is enough, for all else names the task definition.
 */
function identity(item: Item): string {
  if (item.type === 'pending') return JSON.stringify(['pending', item.role]);
  if (item.type === 'unverified') return JSON.stringify(['unverified', item.unverified.message]);
  const { rule, severity, role, message, remedy, waived } = item.finding;
  return JSON.stringify(['finding', rule, severity, role, reasonsOf(item.finding) ?? message, remedy.text, waived]);
}

/** Why a task definition was not described; `undefined` for every other finding. */
function reasonsOf({ rule, evidence }: Finding): string | undefined {
  return rule === 'NotDescribed' && evidence.details.length > 0 ? evidence.details.join(', ') : undefined;
}

function originsOf(item: Item): readonly string[] {
  if (item.type === 'pending') return [];
  return item.type === 'unverified' ? item.unverified.origins : item.finding.evidence.origins;
}

function withOrigins(item: Item, origins: readonly string[]): Item {
  if (item.type === 'pending') return item;
  if (item.type === 'unverified') return { ...item, unverified: { ...item.unverified, origins } };
  const { finding } = item;
  return { ...item, finding: { ...finding, evidence: { ...finding.evidence, origins } } };
}

/** Within one task definition the same is said once, with all its places. */
function ownItems(definition: DefinitionAudit): readonly Item[] {
  const groups = groupedBy(itemsOf(definition), identity);
  return groups.map(([first, ...others]) => {
    return others.length === 0 ? first : withOrigins(first, [...new Set([first, ...others].flatMap(originsOf))]);
  });
}

/** What all agree on; where they do not, `other`. */
function common<T>([first, ...others]: readonly [T, ...T[]], other: T): T {
  const text = JSON.stringify(first);
  return others.every((each) => JSON.stringify(each) === text) ? first : other;
}

/** What several task definitions share of a finding: what is to be pasted only where it is the same for all. */
function collectiveFinding([first, ...others]: readonly [Finding, ...Finding[]]): Finding {
  const reasons = reasonsOf(first);
  const undescribed = `The task definitions could not be described, so their roles were not judged: ${reasons}`;
  const remedies = others.map(({ remedy }) => remedy);
  const remedy = common([first.remedy, ...remedies], { ...first.remedy, command: null, spec: null });
  return { ...first, message: reasons === undefined ? first.message : undescribed, remedy };
}

/** What several task definitions share: the places, too, only where they are the same for all. */
function collective(items: readonly [Item, ...Item[]]): Item {
  const [first, ...others] = items;
  const [finding, ...findings] = items.flatMap((item) => (item.type === 'finding' ? [item.finding] : []));
  const item: Item = finding === undefined ? first : { type: 'finding', finding: collectiveFinding([finding, ...findings]) };
  return withOrigins(item, common([originsOf(first), ...others.map(originsOf)], []));
}

/** All that is to be said of task definitions, each thing once however many share it. */
export function toldItems(definitions: readonly DefinitionAudit[]): readonly Told[] {
  const items = definitions.flatMap((definition, index) => ownItems(definition).map((item) => ({ item, index })));
  return groupedBy(items, ({ item }) => identity(item)).map(([first, ...others]) => ({
    item: others.length === 0 ? first.item : collective([first.item, ...others.map(({ item }) => item)]),
    of: [first, ...others].map(({ index }) => index),
  }));
}
