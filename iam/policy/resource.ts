import { type Reading, refuse, shown } from './reading.ts';
import { refuseStrayWhiteSpace } from './white-space.ts';

/** IAM completes an ARN with fewer than six parts, so only the first three are asked for. */
const ARN = /^arn:[^:]+:[^:]+(?::|$)/;

/**
 * Reads a resource: an ARN, wildcards and policy variables included, or `*`. Kept as written: ARNs are case-sensitive.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function readResource(value: unknown, path: string, reading: Reading): string | undefined {
  if (typeof value === 'string' && (value === '*' || ARN.test(value)))
    return refuseStrayWhiteSpace(value, path, reading) ? value : undefined;
  return refuse(reading, path, `${shown(value)} is no resource. Write an ARN, such as "arn:aws:s3:::bucket/*", or "*".`);
}
