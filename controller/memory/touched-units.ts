import { parseUnit } from '../../specs/unit.ts';

/** A call that changes a role, or a policy: as an event tells it, or as a plan makes it. */
export interface ChangingCall {
  readonly call: string;
  readonly policyName?: string | null;
  readonly policyArn?: string | null;
}

const POLICY_VERSION_CALLS: readonly string[] = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion'];

/** Whether a call changes what a managed policy says, for all that use it. */
export function changesPolicyContent(call: string): boolean {
  return POLICY_VERSION_CALLS.includes(call);
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  DeleteRole: ['role'],
  UpdateAssumeRolePolicy: ['trustPolicy'],
  PutRolePermissionsBoundary: ['permissionsBoundary'],
  DeleteRolePermissionsBoundary: ['permissionsBoundary'],
  UpdateRole: ['description', 'maxSessionDuration'],
  UpdateRoleDescription: ['description'],
  TagRole: ['tags'],
  UntagRole: ['tags'],
};

/**
 * Whether a call may have changed a unit of the role that it names. What the call does not say (a policy's name that CloudTrail
 * left out, the keys of tags) may be any.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
export function touches({ call, policyName, policyArn }: ChangingCall, unit: string): boolean {
  if (call === 'CreateRole') return true;
  const { name, key } = parseUnit(unit) ?? { name: unit, key: undefined };
  if (call === 'PutRolePolicy' || call === 'DeleteRolePolicy') return name === 'inlinePolicies' && isOrMayBe(policyName, key);
  if (call === 'AttachRolePolicy' || call === 'DetachRolePolicy') return name === 'managedPolicies' && isOrMayBe(policyArn, key);
  if (changesPolicyContent(call)) return name === 'managedPolicies' && policyArn === key;
  return UNITS[call]?.includes(name) ?? false;
}

function isOrMayBe(said: string | null | undefined, key: string | undefined): boolean {
  return said === null || said === undefined || said === key;
}
