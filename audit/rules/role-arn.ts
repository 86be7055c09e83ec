/** The parts of a role's ARN. */
export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
  /** With its slashes. */
  readonly path: string;
  readonly name: string;
}

const ROLE_ARN = /^arn:([^:]+):iam::(\d{12}):role(\/(?:[^/]+\/)*)([^/]+)$/;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** `undefined` for what is no role's ARN. */
export function roleArn(reference: string): RoleArn | undefined {
  const [, partition, accountId, path, name] = ROLE_ARN.exec(reference) ?? [];
  if (partition === undefined || accountId === undefined || path === undefined || name === undefined) return undefined;
  return ROLE_NAME.test(name) ? { partition, accountId, path, name } : undefined;
}

/** Whether a role can have this name. */
export function isRoleName(reference: string): boolean {
  return ROLE_NAME.test(reference);
}
