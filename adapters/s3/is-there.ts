import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from './s3-place.ts';

/**
 * Whether there is an object at a place. It is listed, not read: whoever asks need not be allowed to see what is in it.
 * @throws the SDK's error
 */
export async function isThere(client: S3Client, { bucket, prefix: key }: S3Place): Promise<boolean> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }));
  return Contents[0]?.Key === key;
}
