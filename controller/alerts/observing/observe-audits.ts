import { roleArn } from '../../../audit/rules/role-arn.ts';
import { foldName } from '../../../iam/role.ts';
import { indexedName, isSweptRegion, placeOf, regionOf, regionsInUse } from '../../audit/state/audit-index.ts';
import type { AuditIndex, StoredAudit } from '../../audit/state/audit-state.ts';
import { roleStatusOf } from '../../state/role-status.ts';
import type { ControllerState } from '../../state/state.ts';
import type { AlertViolation } from '../alert.ts';
import { auditSource } from './audit-source.ts';
import { findingsToTell, isRuleJudged } from './observe-family.ts';
import { type FoundIn, findingViolation } from './violations/finding-violation.ts';
import type { KeptAudits, ObservedPart, Watched } from './watched.ts';

/** A family in one region: what is kept of each revision that can start tasks; `undefined` where that was not read. */
interface Family {
  readonly region: string;
  readonly results: readonly (StoredAudit | undefined)[];
}

/** What is wrong with the task definitions that can start tasks now. */
export function observedAudits({ account, now, state, audits }: Watched): ObservedPart {
  if (audits === null) return { violations: [], unjudged: [], isJudged: () => false };
  const families = familiesOf(audits);
  return {
    violations: [...families.values()].flatMap((family) => violationsOf(family, account, now, state)),
    unjudged: [],
    sources: Object.entries(audits.index.regions).flatMap(([region, { sweptAt }]) =>
      auditSource(region, sweptAt !== null, audits.results),
    ),
    isJudged: (violation) => violation.topic === 'finding' && isJudged(violation, families, audits),
  };
}

function familiesOf({ index, results }: KeptAudits): ReadonlyMap<string, Family> {
  const known = new Map(results.map((result) => [placeOf(result.region, indexedName(result)), result]));
  const families = new Map<string, Family>();
  for (const [region, { definitions }] of Object.entries(index.regions))
    for (const name of Object.keys(definitions)) {
      const key = placeOf(region, familyOf(name));
      const before = families.get(key)?.results ?? [];
      families.set(key, { region, results: [...before, known.get(placeOf(region, name))] });
    }
  return families;
}

/** `orders` of `orders:7`. */
function familyOf(name: string): string {
  return name.split(':')[0] ?? name;
}

/** What all that use a role decide together, so that the audit does not say it while some of them are not known. */
const BY_ALL_USES: readonly string[] = ['ExecutionRoleTooBroad'];

function areUsesKnown(index: AuditIndex): boolean {
  return regionsInUse(index).every((name) => {
    const region = regionOf(index, name);
    return isSweptRegion(region) && Object.values(region.definitions).every(({ needs }) => needs !== null);
  });
}

/** A family that nothing can start any more is over, once all of its region was looked at, or nobody looks at it any more. */
function isJudged({ subject, what }: AlertViolation, families: ReadonlyMap<string, Family>, { index }: KeptAudits): boolean {
  const region = subject.region ?? '';
  const known = Object.hasOwn(index.regions, region) ? index.regions[region] : undefined;
  const isKnown = known !== undefined && (known.sweptAt !== null || known.leftAt !== undefined);
  if (!isKnown || (BY_ALL_USES.includes(what) && !areUsesKnown(index))) return false;
  const family = families.get(placeOf(region, subject.name));
  return family === undefined || family.results.every((result) => result !== undefined && isRuleJudged(result, what));
}

function violationsOf({ region, results }: Family, account: string, now: Date, state: ControllerState | null) {
  const byRule = new Map<string, [FoundIn, ...FoundIn[]]>();
  for (const found of results.flatMap((result) => (result === undefined ? [] : findingsToTell(result, now)))) {
    const known = byRule.get(found.finding.rule);
    if (known === undefined) byRule.set(found.finding.rule, [found]);
    else known.push(found);
  }
  return [...byRule.values()].map((found) => findingViolation(found, region, account, labelsOf(found[0], state)));
}

/** Those of the role that it is about; else those of the roles that the task definition names. */
function labelsOf({ finding, audit }: FoundIn, state: ControllerState | null): AlertViolation['labels'] {
  const names = [finding.role, audit.taskRole, audit.executionRole].flatMap((role) => (role === null ? [] : [nameOf(role)]));
  const declared = names.flatMap((name) => roleStatusOf(state?.roles ?? {}, foldName(name)) ?? []);
  return declared.find(({ labels }) => Object.keys(labels).length > 0)?.labels ?? {};
}

function nameOf(reference: string): string {
  return roleArn(reference)?.name ?? reference;
}
