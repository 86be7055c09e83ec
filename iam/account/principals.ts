import { foldName } from '../role.ts';
import { nameInArn } from './lookup.ts';
import { refuse } from './refusal.ts';
import { type AccountState, type StoredRole, saveRole } from './state.ts';
import { awsPrincipals, ROLE_ID, USER_ID, withAwsPrincipals } from './trust.ts';

/**
 * Refuses a principal of this account that is known not to exist; of other accounts nothing is known, so they pass.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function checkPrincipals(state: AccountState, trust: string): void {
  for (const principal of awsPrincipals(trust))
    if (!mayExist(state, principal)) refuse('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${principal}"`);
}

function mayExist(state: AccountState, principal: string): boolean {
  const { partition, accountId, users } = state;
  const ofAccount = `arn:${partition}:iam::${accountId}:`;
  if (ROLE_ID.test(principal)) return roleWithId(state, principal) !== undefined;
  if (USER_ID.test(principal)) return userWithId(state, principal) !== undefined || users === undefined;
  if (principal.startsWith(`${ofAccount}role/`)) return isRoleOf(state, principal);
  return !principal.startsWith(`${ofAccount}user/`) || users === undefined || users.has(principal);
}

function isRoleOf(state: AccountState, arn: string): boolean {
  return state.roles.get(foldName(nameInArn(arn)))?.arn === arn;
}

function roleWithId(state: AccountState, id: string): StoredRole | undefined {
  return [...state.roles.values()].find((role) => role.id === id);
}

function userWithId({ users }: AccountState, id: string): string | undefined {
  return [...(users ?? [])].find(([, userId]) => userId === id)?.[0];
}

/** The trust policy as IAM keeps it: an account id becomes the account's root, the unique id of an existing principal its ARN. */
export function asKept(state: AccountState, trust: string): string {
  return withAwsPrincipals(trust, (principal) => {
    if (/^\d{12}$/.test(principal)) return `arn:${state.partition}:iam::${principal}:root`;
    if (ROLE_ID.test(principal)) return roleWithId(state, principal)?.arn ?? principal;
    return (USER_ID.test(principal) ? userWithId(state, principal) : undefined) ?? principal;
  });
}

/**
 * Other roles that trust a deleted role go on to name it, by its unique id: a new role of that name is not trusted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function forgetPrincipal(state: AccountState, deleted: StoredRole): void {
  for (const role of [...state.roles.values()]) {
    if (!role.trust.includes(deleted.name) && !role.trust.includes('\\')) continue;
    if (!awsPrincipals(role.trust).includes(deleted.arn)) continue;
    const trust = withAwsPrincipals(role.trust, (principal) => (principal === deleted.arn ? deleted.id : principal));
    saveRole(state, { ...role, trust });
  }
}
