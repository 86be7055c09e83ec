import { wireCode } from '../iam-errors.ts';
import { whyAwsFailed } from '../why-aws-failed.ts';

const THROTTLED = new Set(['Throttling', 'ThrottledException', 'TooManyRequests', 'RequestLimitExceeded', 'SlowDown']);

/**
 * Why ECS did not describe a task definition, and what to do, in sentences for people.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html#API_DescribeTaskDefinition_Errors
 */
export function whyNotDescribed(error: unknown, region: string): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (isUnknown(code, error))
    return `ECS knows no such task definition in ${region}, or no active revision of the family. Check the name, the revision and the region.`;
  if (code === 'InvalidParameter') return `ECS takes this for no task definition's name. Give FAMILY, FAMILY:REVISION or an ARN.`;
  if (THROTTLED.has(code))
    return `ECS turned the call away time and again (${code}): it is called too often in ${region}. Try again later.`;
  if (code === 'AccessDenied')
    return 'Access is denied. Grant ecs:DescribeTaskDefinition, which can be granted on all resources (*) only.';
  return capitalized(whyAwsFailed(error, 'ecs:DescribeTaskDefinition'));
}

/** ECS has one code for whatever a caller gets wrong. */
function isUnknown(code: string, error: unknown): boolean {
  return ['Client', 'ClientException'].includes(code) && /unable to describe|not found|does not exist/i.test(String(error));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
