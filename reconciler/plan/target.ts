import type { ObservedRole, Role } from '../../iam/role.ts';
import type { Difference } from '../drift/diff.ts';

/** The role as it will be: what IAM holds, with the given differences corrected and everything else left as it is. */
export function targetOf(observed: ObservedRole, corrected: readonly Difference[]): Role {
  return corrected.reduce<Role>(correct, observed);
}

function correct(role: Role, { attribute, key, desired }: Difference): Role {
  switch (attribute) {
    case 'trustPolicy':
      return { ...role, trustPolicy: String(desired) };
    case 'permissionsBoundary':
      return { ...role, permissionsBoundary: desired === null ? null : String(desired) };
    case 'description':
      return { ...role, description: String(desired) };
    case 'maxSessionDuration':
      return { ...role, maxSessionDuration: Number(desired) };
    case 'managedPolicies':
      return {
        ...role,
        managedPolicies: [...role.managedPolicies.filter((arn) => arn !== key), ...(desired === null ? [] : [key])],
      };
    case 'inlinePolicies':
      return { ...role, inlinePolicies: changed(role.inlinePolicies, key, desired) };
    case 'tags':
      return { ...role, tags: changed(role.tags, key, desired) };
    default:
      return role;
  }
}

function changed(map: ReadonlyMap<string, string>, key: string, value: string | number | null): ReadonlyMap<string, string> {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, String(value));
  return next;
}
