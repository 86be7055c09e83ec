import { arnSegments } from '../../iam/arn.ts';
import type { ResourcePolicy } from '../types.ts';

interface Named {
  readonly name: string;
  /** Whether it can grant by itself what the role's own policies do not. */
  readonly grantsAlone: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const POLICIES: Readonly<Record<string, Named>> = {
  ecr: { name: 'the repository policy', grantsAlone: true },
  secretsmanager: { name: "the secret's resource policy", grantsAlone: true },
  // Parameters are shared between accounts through AWS RAM: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
  ssm: { name: "the parameter's share through AWS RAM", grantsAlone: false },
  s3: { name: 'the bucket policy', grantsAlone: true },
  elasticfilesystem: { name: 'the file system policy', grantsAlone: true },
};

/**
 * The policy of a resource that counts beside the role's own: of the same account either is enough, of another both are needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * @param resource an ARN; a bucket's does not say whose it is, and counts as the account's own
 */
export function resourcePolicyOf(resource: string, accountId: string): ResourcePolicy | null {
  const [, , service = '', , account = ''] = arnSegments(resource) ?? [];
  const policy = POLICIES[service];
  if (policy === undefined) return null;
  if (account !== '' && account !== accountId) return { name: policy.name, counts: 'besides' };
  return policy.grantsAlone ? { name: policy.name, counts: 'instead' } : null;
}
