import { type ListObjectsV2Output, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { type S3Place, s3Address } from '../s3/s3-place.ts';
import { isPassedOver, isSpecName } from './spec-path.ts';

/** An object that holds a spec, as its bucket lists it. */
export interface ListedSpec {
  readonly key: string;
  /** `s3://bucket/key`. */
  readonly file: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The specs at a place, sorted: the object of that very name if it ends like a spec, else all below it as below a folder
 * (`roles` is not `roles-old`), without what is hidden and without `node_modules`.
 * @throws the SDK's error if any page cannot be read
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function listedSpecs(client: S3Client, place: S3Place): Promise<readonly ListedSpec[]> {
  const { bucket, prefix } = place;
  const start = prefix === '' || isSpecName(prefix) ? prefix : `${prefix}/`;
  // Unencoded, a key with a control character would make the whole listing unreadable.
  const input = { Bucket: bucket, Prefix: start, EncodingType: 'url' } as const;
  const listed: ListedSpec[] = [];
  for await (const page of paginateListObjectsV2({ client }, input)) {
    listed.push(...entriesOf(page, bucket).filter(({ key }) => (key === start ? isSpecName(key) : isBelow(start, key))));
  }
  return listed;
}

function isBelow(start: string, key: string): boolean {
  if (start !== '' && !start.endsWith('/')) return false;
  const names = key.slice(start.length).split('/');
  return isSpecName(key) && !names.some(isPassedOver);
}

function entriesOf({ Contents = [], IsTruncated, NextContinuationToken }: ListObjectsV2Output, bucket: string): ListedSpec[] {
  if (IsTruncated && !NextContinuationToken) throw new Error('S3 broke the listing off');
  return Contents.map(({ Key, ETag, Size }) => {
    if (Key === undefined || ETag === undefined || Size === undefined)
      throw new Error('S3 listed an object without key, ETag or size');
    const key = decodeURIComponent(Key.replaceAll('+', ' '));
    return { key, file: s3Address({ bucket, prefix: key }), etag: ETag, size: Size };
  });
}
