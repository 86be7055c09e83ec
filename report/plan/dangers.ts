import { containsStatement } from '../../iam/evaluation/containment.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';
import { isAdmin } from '../../iam/risk/admin.ts';
import { escalations } from '../../iam/risk/escalations.ts';
import { onePermission } from '../../iam/risk/one-permission.ts';
import { left, permissionsOf } from '../../iam/risk/permissions.ts';
import { ANY_SITUATION } from '../../iam/risk/situation.ts';
import { trustsPublic } from '../../iam/risk/trust.ts';
import { merged, type PlanAccount } from './documents.ts';

export const EVERYTHING = 'it would allow everything on everything';
const ANYONE = 'anyone at all could assume this role';
const ANY_ROLE = 'it would allow roles of any name to be passed to services (iam:PassRole)';
const MOST_NAMES = 3;

/** What makes a change critical: what the documents after it let happen that those before it did not, as sentences. */
export function gainedDangers(
  before: readonly Policy[],
  after: readonly Policy[],
  kind: PolicyKind,
  account: PlanAccount,
): readonly string[] {
  if (kind === 'trust') return after.some(trustsPublic) && !before.some(trustsPublic) ? [ANYONE] : [];
  const had = dangers(before, account);
  if (had.has(EVERYTHING)) return [];
  const gained = [...dangers(after, account)].filter((danger) => !had.has(danger));
  if (gained.includes(EVERYTHING)) return [EVERYTHING];
  const paths = gained.filter((danger) => danger !== ANY_ROLE);
  const named = `${paths.slice(0, MOST_NAMES).join(', ')}${paths.length > MOST_NAMES ? ', …' : ''}`;
  return [
    ...(paths.length === 0 ? [] : [`it would let privileges escalate (${named})`]),
    ...(gained.includes(ANY_ROLE) ? [ANY_ROLE] : []),
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
