interface Protection {
  matches(role: ProtectableRole): boolean;
  readonly reason: string;
}

export interface ProtectableRole {
  readonly name: string;
  /** `undefined` where a spec does not say. */
  readonly path: string | undefined;
  /** Made from a template with `AcquireRole`. */
  readonly fromTemplate?: boolean;
}

/** Names fold case, as IAM's uniqueness does. */
const named = (pattern: RegExp, reason: string): Protection => ({ matches: ({ name }) => pattern.test(name), reason });
const under = (prefix: string, reason: string): Protection => ({
  matches: ({ path }) => path?.startsWith(prefix) === true,
  reason,
});

const SERVICE_LINKED = 'it is a service-linked role: only the AWS service that made it may change it';
const RESERVED = 'it is reserved by AWS IAM Identity Center: change the permission set instead';

const PROTECTIONS: readonly Protection[] = [
  {
    matches: ({ fromTemplate }) => fromTemplate === true,
    reason: 'it was made from a role template: the template says what it holds',
  },
  under('/aws-service-role/', SERVICE_LINKED),
  named(/^AWSServiceRoleFor/i, SERVICE_LINKED),
  under('/aws-reserved/', RESERVED),
  named(/^AWSReservedSSO_/i, RESERVED),
  named(/^AWSControlTowerExecution$/i, 'AWS Control Tower reaches the account through it'),
  named(/^OrganizationAccountAccessRole$/i, "the organization's management account reaches the account through it"),
  named(/^stacksets-exec-/i, 'AWS CloudFormation StackSets made it'),
  named(/^cdk-[a-z0-9]+-[a-z-]+-role-/i, 'the AWS CDK bootstrap stack made it'),
];

/**
 * Why nobody may manage a role, whatever guards say; `undefined` for roles that may be managed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function isProtected(role: ProtectableRole): string | undefined {
  return PROTECTIONS.find((protection) => protection.matches(role))?.reason;
}
