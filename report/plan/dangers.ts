import { statementsOf } from '../../iam/evaluation/atoms.ts';
import { containsStatement } from '../../iam/evaluation/containment.ts';
import { uncovered } from '../../iam/evaluation/coverage.ts';
import { canonicalPolicy } from '../../iam/policy/canonical.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';
import { isAdmin } from '../../iam/risk/admin.ts';
import { escalations } from '../../iam/risk/escalations.ts';
import { onePermission } from '../../iam/risk/one-permission.ts';
import { left, permissionsOf } from '../../iam/risk/permissions.ts';
import { ANY_SITUATION } from '../../iam/risk/situation.ts';
import { trustsPublic } from '../../iam/risk/trust.ts';
import { merged, type PlanAccount } from './documents.ts';

export const EVERYTHING = 'it would allow everything on everything';
export const NO_NAMES: ReadonlySet<string> = new Set();
const ANYONE = 'anyone at all could assume this role';
const ANY_ROLE = 'it would allow roles of any name to be passed to services (iam:PassRole)';
const MOST_NAMES = 3;

/** Whether anyone at all may become the role who could not before, or was denied it by what is denied no longer. */
export function gainedTrust(before: readonly Policy[], after: Policy): readonly string[] {
  const isOpen = (policy: Policy) =>
    trustsPublic(policy) && uncovered('Deny', statementsOf([after]), statementsOf([policy])).length === 0;
  return trustsPublic(after) && !before.some(isOpen) ? [ANYONE] : [];
}

/** What the documents after a change let happen that those before it did not, or only here and there, or on a condition. */
export function gainedNames(before: readonly Policy[], after: readonly Policy[], account: PlanAccount): ReadonlySet<string> {
  const had = dangers(before, account);
  if (had.has(EVERYTHING)) return NO_NAMES;
  const anywhere = (policies: readonly Policy[]) =>
    dangers(
      policies.map((policy) => unlimited(policy, account)),
      account,
    );
  const hadAnywhere = anywhere(before);
  return new Set([
    ...[...dangers(after, account)].filter((name) => !had.has(name)),
    ...[...anywhere(after)].filter((name) => !hadAnywhere.has(name)),
  ]);
}

/** Only what a document allows on everything of the account, or everything of a kind, and without a condition. */
function unlimited({ version, statements }: Policy, { accountId }: PlanAccount): Policy {
  const everything = new RegExp(`^(?:\\*|arn:[^:]*:[^:]*:[^:]*:(?:\\*|${accountId})?:(?:[^:/]*[:/])?\\*)$`);
  const isUnlimited = ({ conditions, resource }: Statement) =>
    conditions.length === 0 && resource?.negated === false && resource.values.some((value) => everything.test(value));
  return canonicalPolicy(
    version,
    statements.filter((one) => one.effect === 'Deny' || isUnlimited(one)),
  );
}

/** What is in both; everything holds every other. */
export function commonNames(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  if (some.has(EVERYTHING)) return others;
  return others.has(EVERYTHING) ? some : new Set([...some].filter((name) => others.has(name)));
}

/** What is not among what was told; beside everything there is nothing left to tell. */
export function untoldNames(names: ReadonlySet<string>, told: ReadonlySet<string>): ReadonlySet<string> {
  return told.has(EVERYTHING) ? NO_NAMES : new Set([...names].filter((name) => !told.has(name)));
}

/** What makes a change critical, as sentences. */
export function dangersIn(gained: ReadonlySet<string>): readonly string[] {
  if (gained.has(EVERYTHING)) return [EVERYTHING];
  const paths = [...gained].filter((danger) => danger !== ANY_ROLE);
  const named = `${paths.slice(0, MOST_NAMES).join(', ')}${paths.length > MOST_NAMES ? ', …' : ''}`;
  return [
    ...(paths.length === 0 ? [] : [`it would let privileges escalate (${named})`]),
    ...(gained.has(ANY_ROLE) ? [ANY_ROLE] : []),
  ];
}

/** By each document itself, and by all of them together. */
function dangers(policies: readonly Policy[], account: PlanAccount): ReadonlySet<string> {
  const together = policies.length < 2 ? undefined : merged(policies);
  const all = together === undefined || together === 'unknown' ? policies : [...policies, together];
  return new Set(all.flatMap((policy) => dangersOf(policy, account)));
}

function dangersOf(policy: Policy, account: PlanAccount): readonly string[] {
  if (isAdmin(policy, account.policies.partition)) return [EVERYTHING];
  return [...escalations(policy, account.policies.partition), ...(passesAnyRole(policy, account) ? [ANY_ROLE] : [])];
}

/** Whether a role of a name that nobody thought of may be passed, without a condition. */
function passesAnyRole(policy: Policy, { accountId, policies }: PlanAccount): boolean {
  const permissions = permissionsOf({ policies: [{ name: '', policy }] }, ANY_SITUATION);
  const wanted = onePermission('iam:PassRole', `arn:${policies.partition}:iam::${accountId}:role/sample/sample`);
  return permissions.allows.some(({ atom }) => containsStatement(atom, wanted)) && left(wanted, permissions).length > 0;
}
