import { arnSegments } from '../../iam/arn.ts';
import { contains } from '../../iam/pattern.ts';

type Explanation = (pattern: string, resource: string) => string | undefined;

/**
 * What keeps a resource of a policy from matching the one that is needed, as a clause that begins with "which"; `undefined` where
 * both do not look alike.
 */
export function whyNoMatch(pattern: string, resource: string): string | undefined {
  if (pattern === '*' || contains(pattern, resource)) return undefined;
  for (const explain of EXPLANATIONS) {
    const why = explain(pattern, resource);
    if (why !== undefined) return why;
  }
  return undefined;
}

const EXPLANATIONS: readonly Explanation[] = [
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
  (pattern, resource) => {
    if (!pattern.endsWith('/*') || !contains(pattern.slice(0, -2), resource)) return undefined;
    const name = pattern.slice(0, -2).split(':').at(-1);
    return `which matches only what lies below ${name}/ and not ${name} itself`;
  },
  (pattern, resource) =>
    isOf(pattern, 'ecr') && contains(pattern.replace(/(:repository\/[^:]*):[^:]*$/, '$1'), resource)
      ? 'which names a tag, and IAM knows repositories only'
      : undefined,
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
  (pattern, resource) =>
    isOf(pattern, 'logs') && contains(`${pattern}:*`, resource)
      ? 'which lacks :* at its end and so matches none of its streams'
      : undefined,
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
  (pattern, resource) =>
    isOf(pattern, 'secretsmanager') && contains(`${pattern}-??????`, resource.replace(/-[A-Za-z0-9]{6}$/, '-??????'))
      ? 'which lacks the six characters that Secrets Manager adds: write -?????? at its end'
      : undefined,
  (pattern, resource) => {
    const parts = pattern.split(':');
    return isOf(pattern, 'secretsmanager') && parts.length > 7 && contains(parts.slice(0, 7).join(':'), resource)
      ? "which ends in a key or version, and these are no part of a secret's ARN"
      : undefined;
  },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
  (pattern, resource) =>
    isOf(pattern, 'ssm') && contains(pattern.replace(/:parameter[:/]+/, ':parameter/'), resource)
      ? 'and a parameter has the ARN arn:PARTITION:ssm:REGION:ACCOUNT:parameter/NAME, with one slash after parameter'
      : undefined,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
  (pattern, resource) =>
    isOf(pattern, 's3') && contains(`${pattern}/*`, resource)
      ? 'which is the bucket, and its objects are only below it: add /*'
      : undefined,
  (pattern, resource) =>
    isOf(pattern, 's3') && pattern.startsWith(`${resource}/`)
      ? 'which is objects of the bucket, and not the bucket itself'
      : undefined,
  elsewhere,
  (pattern, resource) =>
    contains(pattern.toLowerCase(), resource.toLowerCase()) ? 'and ARNs are compared with upper and lower case' : undefined,
];

const PLACES = [
  [1, 'partition'],
  [3, 'region'],
  [4, 'account'],
] as const;

/** The same thing in another place. */
function elsewhere(pattern: string, resource: string): string | undefined {
  const [ours, wanted] = [arnSegments(pattern), arnSegments(resource)];
  if (ours === undefined || wanted === undefined) return undefined;
  const others = PLACES.filter(([index]) => !contains(ours[index] ?? '', wanted[index] ?? ''));
  const isOther = (index: number) => others.some(([other]) => other === index);
  const moved = ours.map((segment, index) => (isOther(index) ? wanted[index] : segment)).join(':');
  if (others.length === 0 || !contains(moved, resource)) return undefined;
  return `which is of the ${others.map(([index, called]) => `${called} ${ours[index] || 'without a name'}`).join(' and the ')}`;
}

function isOf(pattern: string, service: string): boolean {
  return pattern.split(':')[2] === service;
}
