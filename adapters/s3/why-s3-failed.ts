import { wireCode } from '../iam-errors.ts';
import { whyAwsFailed } from '../why-aws-failed.ts';

/** What was asked of S3, as one grants it. */
export type S3Permission = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket';

/**
 * What happened and what to do, in sentences that end one like "s3://bucket/key cannot be read: ".
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */
export function whyS3Failed(error: unknown, permission: S3Permission): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (code === 'AccessDenied') return accessDenied(error as Error, permission);
  if (code === 'NoSuchBucket') return 'there is no such bucket. Check its name, or create it.';
  if (code === 'InvalidObjectState') return 'the object is archived. Restore it, or put it again.';
  return whyAwsFailed(error, permission);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax (permissions) */
function accessDenied({ message }: Error, permission: S3Permission): string {
  if (/\bkms:/i.test(message))
    return 'access to the key that encrypts it is denied. Grant kms:Decrypt and kms:GenerateDataKey on that key.';
  const missing =
    permission === 's3:GetObject'
      ? ' Grant s3:ListBucket on the bucket, too: without it, S3 gives this answer where there is no object.'
      : '';
  return `access is denied. Grant ${permission} on it, and see that no policy of the bucket denies it.${missing}`;
}
