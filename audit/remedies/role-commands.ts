import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import { awsCommand } from './shell.ts';

export interface Account {
  readonly accountId: string;
  readonly partition: string;
}

/** Creates a role that only Amazon ECS tasks of the account can use. */
export function createRole(name: string, path: string, account: Account): string {
  const place = path === '/' ? [] : ['--path', path];
  const trust = ['--assume-role-policy-document', defaultTrustPolicy(account)];
  return awsCommand('iam', 'create-role', '--role-name', name, ...place, ...trust);
}

/** Lets Amazon ECS tasks of the account use the role, and nobody else. */
export function replaceTrust(name: string, account: Account): string {
  return awsCommand('iam', 'update-assume-role-policy', '--role-name', name, '--policy-document', defaultTrustPolicy(account));
}

export function detachPolicy(name: string, policyArn: string): string {
  return awsCommand('iam', 'detach-role-policy', '--role-name', name, '--policy-arn', policyArn);
}

/** Asks IAM what the role was used for lately: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html */
export function lastAccessed(arn: string): string {
  return awsCommand('iam', 'generate-service-last-accessed-details', '--arn', arn, '--granularity', 'ACTION_LEVEL');
}
