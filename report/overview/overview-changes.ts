import type { DefinitionAudit, Finding } from '../../audit/types.ts';
import { foldName } from '../../iam/role.ts';
import { SEVERITIES } from '../../specs/types.ts';
import type { Overview, OverviewItem, OverviewRole } from './overview.ts';
import { toldDrift } from './told-drift.ts';

/** What is told of roles and task definitions now. */
export interface Present {
  readonly roles: readonly OverviewRole[];
  readonly taskDefinitions: readonly DefinitionAudit[];
  /** Whether all task definitions that can start tasks are among these, so that others are gone. */
  readonly isWhole: boolean;
}

type Items = ReadonlyMap<string, OverviewItem>;

/** What came up, and what is over, since another overview; worst first. What could not be judged now is not over. */
export function changesSince(before: Overview, now: Present): NonNullable<Overview['changes']> {
  const [old, present] = [itemsOf(before), itemsOf(now)];
  const judges = judgeOf(now);
  return {
    since: before.madeAt,
    appeared: worstItemFirst([...present].filter(([key]) => !old.has(key)).map(([, item]) => item)),
    gone: worstItemFirst([...old].filter(([key]) => !present.has(key) && judges(key)).map(([, item]) => item)),
  };
}

function worstItemFirst(items: readonly OverviewItem[]): readonly OverviewItem[] {
  return items.toSorted((one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity));
}

/** By what they are known: neither a value nor a revision. Of several under one name the worst counts. */
function itemsOf({ roles, taskDefinitions }: Pick<Present, 'roles' | 'taskDefinitions'>): Items {
  const items = new Map<string, OverviewItem>();
  const add = (key: string, item: OverviewItem) => {
    const known = items.get(key);
    if (known === undefined || SEVERITIES.indexOf(item.severity) > SEVERITIES.indexOf(known.severity)) items.set(key, item);
  };
  for (const role of roles)
    for (const { unit, severity } of toldDrift(role)) add(roleKey(role.name, unit), { subject: role.name, what: unit, severity });
  for (const audit of taskDefinitions)
    for (const { rule, severity } of audit.findings.filter(isOpen))
      add(familyKey(audit, rule), { subject: audit.family, what: rule, severity });
  return items;
}

function isOpen({ waived }: Finding): boolean {
  return waived === null;
}

function roleKey(name: string, unit: string): string {
  return JSON.stringify(['role', foldName(name), unit]);
}

function familyKey(audit: DefinitionAudit, rule: string): string {
  return JSON.stringify(['family', placeOf(audit), rule]);
}

const UNJUDGED: readonly OverviewRole['status'][] = ['Invalid', 'Suspended', 'Unknown', 'Orphaned'];

/** Whether an item would be told if it still were. */
function judgeOf({ roles, taskDefinitions, isWhole }: Present): (key: string) => boolean {
  const unjudged = new Set(roles.filter(({ status }) => UNJUDGED.includes(status)).map(({ name }) => foldName(name)));
  const families = new Map(taskDefinitions.map((audit) => [placeOf(audit), isDescribed(audit)]));
  return (key) => {
    const [kind, subject] = JSON.parse(key) as [string, string];
    return kind === 'role' ? !unjudged.has(subject) : (families.get(subject) ?? isWhole);
  };
}

function isDescribed({ findings }: DefinitionAudit): boolean {
  return findings.every(({ rule }) => rule !== 'NotDescribed');
}

function placeOf({ region, family }: Pick<DefinitionAudit, 'region' | 'family'>): string {
  return `${region} ${family}`;
}
