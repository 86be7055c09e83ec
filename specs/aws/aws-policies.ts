import type { ManagedPolicy } from '../../iam/role.ts';
import versions from '../data/aws-policies.json' with { type: 'json' };
import documents from '../data/aws-policy-documents.json' with { type: 'json' };
import { nearest } from './nearest.ts';

/** `[PATH/]NAME` to the id of the default version. */
const VERSIONS: Readonly<Record<string, string>> = versions;
/** The short names by their last part, which alone is unique, as written and in lower case. */
const BY_BASE_NAME = new Map(Object.keys(VERSIONS).map((name) => [baseName(name), name]));
const BY_FOLDED_NAME = new Map([...BY_BASE_NAME].map(([base, name]) => [base.toLowerCase(), name]));

const AWS_POLICY_ARN = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/;

/**
 * The ARN of the AWS managed policy of a short name, `[PATH/]NAME`, in a partition. Names and paths are case-sensitive, as
 * IAM's own. `undefined` for a name that AWS does not have.
 * The known policies are those of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/.
 */
export function awsPolicyArn(name: string, partition: string): string | undefined {
  return Object.hasOwn(VERSIONS, name) ? arnOf(name, partition) : undefined;
}

/** The short name that a name which AWS does not have probably means: with its path first, then another case, then a slip of the keys. */
export function likelyAwsPolicy(name: string): string | undefined {
  const base = baseName(name);
  const found = BY_BASE_NAME.get(base) ?? BY_FOLDED_NAME.get(base.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(base, BY_BASE_NAME.keys(), Math.max(2, Math.floor(base.length / 8)));
  return meant === undefined ? undefined : BY_BASE_NAME.get(meant);
}

/** `[PATH/]NAME` of an AWS managed policy's ARN; `undefined` for every other ARN, and for a policy that the data does not know. */
export function shortAwsPolicyName(arn: string): string | undefined {
  const name = AWS_POLICY_ARN.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(VERSIONS, name) ? name : undefined;
}

/** Whether an ARN has the form of AWS's own managed policies, of any partition. */
export function isAwsPolicyArn(arn: string): boolean {
  return AWS_POLICY_ARN.test(arn);
}

/** Whether the data knows the AWS managed policy of this ARN. AWS may have made one since: not knowing it proves nothing. */
export function knowsAwsPolicy(arn: string): boolean {
  return shortAwsPolicyName(arn) !== undefined;
}

/** The AWS managed policies that ECS users meet most, with their documents, as a partition names them. */
export function awsPolicyDocuments(partition: string): ManagedPolicy[] {
  return Object.entries(documents).map(([name, document]) => ({
    arn: arnOf(name, partition),
    versionId: VERSIONS[name] ?? 'v1',
    document: JSON.stringify(document),
  }));
}

function arnOf(name: string, partition: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
