import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ControllerState } from '../../../controller/state/state.ts';

/** `s3://bucket/prefix` */
export interface Place {
  readonly bucket: string;
  readonly prefix: string;
}

export function placeOf(address = ''): Place {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  return { bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}

export async function putObject(s3: S3Client, { bucket, prefix }: Place, name: string, text: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + name, Body: text }));
}

/** The names of the objects below a place. */
export async function namesBelow(s3: S3Client, { bucket, prefix }: Place): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
}

/** How many versions of an object there are. */
export async function versionsOf(s3: S3Client, { bucket, prefix }: Place, name: string): Promise<number> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix + name }));
  return Versions.length;
}

export async function readText(s3: S3Client, { bucket, prefix }: Place, name: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + name }));
  return (await Body?.transformToString()) ?? '';
}

export async function deleteObject(s3: S3Client, { bucket, prefix }: Place, name: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: prefix + name }));
}

const STATE = 'state.json.gz';

/** What the controller remembers; `undefined` before its first pass. */
export async function readState(s3: S3Client, { bucket, prefix }: Place): Promise<ControllerState | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + STATE }));
    return JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString());
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Rewrites the state with a lease that is over. */
export async function endLease(s3: S3Client, place: Place): Promise<void> {
  const state = await readState(s3, place);
  if (state?.lease == null) throw new Error('nobody holds the lease');
  const over = { ...state, lease: { ...state.lease, expiresAt: new Date(0).toISOString() } };
  const Body = gzipSync(JSON.stringify(over));
  await s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: place.prefix + STATE, Body }));
}

export async function loseState(s3: S3Client, place: Place): Promise<void> {
  await deleteObject(s3, place, STATE);
}

export async function damageState(s3: S3Client, { bucket, prefix }: Place, Body: string | Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + STATE, Body }));
}
