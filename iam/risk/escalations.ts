import { ESCALATION_PATHS } from '../evaluation/escalation-paths.ts';
import type { DecidingStatement } from '../evaluation/types.ts';
import type { Policy } from '../policy/types.ts';
import { permissionsByAction } from './escalation-actions.ts';
import { ANY_ACCOUNT, granting, type Place } from './escalation-grants.ts';
import { partitionsOf } from './partitions.ts';
import { type Permissions, permissionsOf } from './permissions.ts';
import { ANY_SITUATION } from './situation.ts';

/** A set of actions with which somebody can get more permissions than they have. */
export interface Escalation {
  readonly name: string;
  /** Where the set is known from. */
  readonly source: string;
  /** Which allow it. */
  readonly statements: readonly DecidingStatement[];
}

/**
 * The names of the sets of actions with which the document by itself lets its role escalate its privileges, surely or possibly:
 * a condition is taken to hold for an Allow, and a Deny counts only where nothing of the Allow is left.
 * @param partition the account's own; others count where the document names them
 */
export function escalations(policy: Policy, partition: string): string[] {
  const permissions = permissionsOf({ policies: [{ name: '', policy }] }, ANY_SITUATION);
  const place = { partitions: partitionsOf(policy, partition), account: ANY_ACCOUNT, countsNamed: true };
  return found(permissions, place).map(({ name }) => name);
}

/**
 * The sets of actions with which a role can escalate its privileges, surely or if conditions hold that may hold, over all its
 * documents. What it could take over counts only where it may take over whichever there is, and roles that it may pass only where
 * it may pass others than those named in full: what those may do cannot be seen from here.
 */
export function roleEscalations(
  permissions: Permissions,
  account: { accountId: string; partition: string },
): readonly Escalation[] {
  return found(permissions, { partitions: [account.partition], account: account.accountId, countsNamed: false });
}

function found(permissions: Permissions, place: Place): readonly Escalation[] {
  const byAction = permissionsByAction(permissions.allows);
  if (byAction.size === 0) return [];
  return ESCALATION_PATHS.filter(({ actions }) => actions.every(([action]) => byAction.has(action))).flatMap((path) => {
    const statements = path.actions.map((step) => granting({ path, step }, byAction.get(step[0]) ?? [], permissions, place));
    return statements.every((one) => one !== undefined)
      ? [{ name: path.name, source: path.source, statements: [...new Set(statements)] }]
      : [];
  });
}
