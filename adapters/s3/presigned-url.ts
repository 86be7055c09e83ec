import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { S3Place } from './s3-place.ts';

/**
 * An address that opens an object to whoever has it: as good as a secret, so it is neither logged nor kept.
 * It ends earlier where the credentials do that sign it.
 * @param seconds for which it works at most
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export function presignedUrl(client: S3Client, { bucket: Bucket, prefix: Key }: S3Place, seconds: number): Promise<string> {
  return getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: seconds });
}
