import { foldName } from '../role.ts';
import { refuse } from './refusal.ts';
import type { AccountState, RoleDetails, StoredPolicy, StoredRole } from './state.ts';

/** Paths of the roles that only AWS changes: service-linked ones, and those of IAM Identity Center. */
export const RESERVED_PATH = /^\/aws-(?:service-role|reserved)\//;

export function existingRole(state: AccountState, name: string): StoredRole {
  return state.roles.get(foldName(name)) ?? refuse('NoSuchEntity', `The role with name ${name} cannot be found.`);
}

/**
 * The role, if it may be changed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function modifiableRole(state: AccountState, name: string): StoredRole {
  const role = existingRole(state, name);
  if (!RESERVED_PATH.test(role.path)) return role;
  const message = `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`;
  return refuse('UnmodifiableEntity', message);
}

/** What only `get-account-authorization-details` exports; without it nothing is said, as if reading it were denied. */
export function detailsOf(role: StoredRole): RoleDetails {
  const advice = 'Export the account with aws iam get-account-authorization-details as well.';
  return (
    role.details ?? refuse('AccessDenied', `The export lacks the policies, tags and boundary of role ${role.name}. ${advice}`)
  );
}

/** The managed policy whose documents are known. */
export function knownPolicy(state: AccountState, arn: string): StoredPolicy | undefined {
  return state.policies.get(arn) ?? state.catalogue.get(arn);
}

/** Whether there is such a managed policy, even if its document is not known. */
export function policyExists(state: AccountState, arn: string): boolean {
  if (knownPolicy(state, arn) !== undefined) return true;
  if (isOfAws(arn) && state.knowsAwsPolicy(arn)) return true;
  return [...state.roles.values()].some(({ details }) => details !== undefined && uses(details, arn));
}

export function isOfAws(policyArn: string): boolean {
  return policyArn.split(':', 5)[4] === 'aws';
}

/** Whether the role has the policy attached, or as its boundary. */
export function uses(details: RoleDetails, policyArn: string): boolean {
  return details.attachedPolicies.has(policyArn) || details.permissionsBoundary === policyArn;
}

/** The last segment of an ARN's path. */
export function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
