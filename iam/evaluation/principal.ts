import { isAccountPrincipal, isSameAccount } from '../arn.ts';
import { PRINCIPAL_TYPES, type Principals, type Statement } from '../policy/types.ts';
import { all, any, not, type Truth } from './truth.ts';
import type { Principal } from './types.ts';

export function listPrincipals(principals: Principals): readonly Principal[] {
  return PRINCIPAL_TYPES.flatMap((type) => (principals[type] ?? []).map((value) => ({ type, value })));
}

/** Whether the statement speaks of the principal. An identity policy names nobody: it speaks of the role itself. */
export function matchesPrincipal({ effect, principal }: Statement, asked: Principal): Truth {
  if (principal === undefined) return true;
  const listed = listPrincipals(principal.values);
  if (principal.negated) return isOutside(listed, asked);
  return any(listed.map((one) => (isEverybody(one) && effect === 'Allow' ? true : reaches(one, asked))));
}

/** Where access is granted, `{"AWS": "*"}` is everybody. */
export function isEverybody({ type, value }: Principal): boolean {
  return type === 'AWS' && value === '*';
}

/**
 * Whether what a policy lists takes in the principal: an account's root its principals, a role its sessions.
 * `{"AWS": "*"}` may reach principals of other types.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function reaches(listed: Principal, asked: Principal): Truth {
  if (listed.type !== asked.type) return isEverybody(listed) ? 'unknown' : false;
  if (listed.value === '*' || listed.value === asked.value) return true;
  if (listed.type !== 'AWS') return false;
  return isAccountPrincipal(listed.value) ? sharesAccount(listed, asked) : isSessionOf(listed.value, asked.value);
}

/**
 * `NotPrincipal` lets somebody out for certain only when the principal and its account are both listed: "Depending on the service …
 * AWS might validate the account first and then the user."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isOutside(listed: readonly Principal[], asked: Principal): Truth {
  if (listed.some(({ type, value }) => type === asked.type && value === '*')) return false;
  const related = listed.filter((one) => one.type === asked.type && (reaches(one, asked) !== false || sharesAccount(one, asked)));
  if (related.length === 0) return listed.some(isEverybody) ? 'unknown' : true;
  const named = related.some(({ value }) => value === asked.value);
  const accountNamed = asked.type !== 'AWS' || related.some(({ value }) => isAccountPrincipal(value));
  return not(all([named || 'unknown', accountNamed || 'unknown']));
}

export function sharesAccount(a: Principal, b: Principal): boolean {
  return a.type === 'AWS' && b.type === 'AWS' && isSameAccount(a.value, b.value);
}

/** Role names are unique in an account, whatever the path, so the session's ARN needs no path. */
function isSessionOf(role: string, session: string): boolean {
  const [, partition, account, name] = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
  return name !== undefined && session.startsWith(`arn:${partition}:sts::${account}:assumed-role/${name}/`);
}
