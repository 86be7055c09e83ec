import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { SpecSourceReading } from '../../controller/ports.ts';
import type { Problem, SpecFile } from '../../specs/types.ts';
import { wireCode } from '../iam-errors.ts';
import type { S3Place } from '../s3/s3-place.ts';
import { whyS3Failed } from '../s3/why-s3-failed.ts';
import { type ListedSpec, listedSpecs } from './s3-listing.ts';
import type { CachedSpec, SpecCache } from './spec-cache.ts';
import { fileProblem, type SpecSource, unlisted } from './spec-source.ts';

/** Objects that are read at a time. */
const AT_ONCE = 16;

export interface S3SourceSettings {
  readonly client: () => Promise<S3Client>;
  readonly cache: SpecCache;
  /** Bytes; a larger object is refused unread. */
  readonly limit: number;
}

type Read = { readonly file: SpecFile } | { readonly problem: Problem } | 'gone';

/** Specs below a place in S3: every listing is read to its end, and of the objects those that changed since they were last read. */
export function s3Source(source: string, place: S3Place, settings: S3SourceSettings): SpecSource {
  const read = async () => {
    const first = await readOnce(place, settings);
    // An object that vanished may have been moved to where the first listing had passed already.
    return asReading(source, first.every((one) => one !== 'gone' && 'file' in one) ? first : await readOnce(place, settings));
  };
  return {
    read: () =>
      read().catch((error: unknown) => unlisted(source, `${source} cannot be listed: ${whyS3Failed(error, 's3:ListBucket')}`)),
  };
}

async function readOnce(place: S3Place, settings: S3SourceSettings): Promise<readonly Read[]> {
  const client = await settings.client();
  const limited = pLimit(AT_ONCE);
  const [listed] = await Promise.all([listedSpecs(client, place), settings.cache.load()]);
  return Promise.all(listed.map((one) => limited(() => readOne(client, place.bucket, one, settings))));
}

async function readOne(client: S3Client, bucket: string, listed: ListedSpec, { cache, limit }: S3SourceSettings): Promise<Read> {
  const { file, etag, size } = listed;
  const known = cache.find(file, etag);
  if (known !== undefined) return { file: { file, content: known.content, version: known.version } };
  if (size > limit) return { problem: fileProblem(file, `${file} has ${size} bytes; at most ${limit} are read. Split it.`) };
  try {
    const spec = await currentVersion(client, bucket, listed.key);
    cache.keep(file, spec);
    return { file: { file, content: spec.content, version: spec.version } };
  } catch (error) {
    if (error instanceof Error && wireCode(error) === 'NoSuchKey') return 'gone';
    return { problem: fileProblem(file, `${file} cannot be read: ${whyS3Failed(error, 's3:GetObject')}`) };
  }
}

/** What is there now, under its own ETag: it may have changed since it was listed. */
async function currentVersion(client: S3Client, Bucket: string, Key: string): Promise<CachedSpec> {
  const { Body, ETag, VersionId } = await client.send(new GetObjectCommand({ Bucket, Key }));
  if (Body === undefined || ETag === undefined) throw new Error('S3 sent no content');
  return { etag: ETag, version: VersionId ?? null, content: await Body.transformToByteArray() };
}

function asReading(source: string, reads: readonly Read[]): SpecSourceReading {
  const found = reads.filter((one) => one !== 'gone');
  return {
    source,
    files: found.flatMap((one) => ('file' in one ? [one.file] : [])),
    problems: found.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    failure: null,
  };
}
