import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { wireCode } from '../iam-errors.ts';
import { objectBelow, type S3Place, s3Address } from '../s3/s3-place.ts';
import { whyS3Failed } from '../s3/why-s3-failed.ts';

/** An object of a spec source, as it was read. */
export interface CachedSpec {
  readonly etag: string;
  readonly version: string | null;
  readonly content: Uint8Array;
}

/** Where the cache outlives the process. */
export interface CacheStore {
  readonly client: () => Promise<S3Client>;
  readonly below: S3Place;
  /** Told why the cache cannot be read or written; nothing depends on it but speed. */
  warn(message: string): void;
}

const NAME = 'specs.json.gz';
/** Bytes of text. */
const LARGEST_CACHE = 128 * 1024 * 1024;

const STORED = z.object({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('SpecCache'),
  specs: z.record(z.string(), z.object({ etag: z.string(), version: z.string().nullable(), content: z.base64() })),
});

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** Contents of objects by address and ETag: in memory between warm invocations, and in one object for cold starts. */
export class SpecCache {
  #specs = new Map<string, CachedSpec>();
  #loading: Promise<void> | undefined;
  #changed = false;
  readonly #store: CacheStore | undefined;

  constructor(store?: CacheStore) {
    this.#store = store;
  }

  find(file: string, etag: string): CachedSpec | undefined {
    const known = this.#specs.get(file);
    return known?.etag === etag ? known : undefined;
  }

  keep(file: string, spec: CachedSpec): void {
    this.#specs.set(file, spec);
    this.#changed = true;
  }

  /** Forgets every other file. */
  retain(files: ReadonlySet<string>): void {
    for (const file of this.#specs.keys()) {
      if (files.has(file)) continue;
      this.#specs.delete(file);
      this.#changed = true;
    }
  }

  /** Takes over what an earlier process stored, once. Never rejects. */
  async load(): Promise<void> {
    this.#loading ??= this.#takeOver();
    return this.#loading;
  }

  /** Stores what is known, if that changed. Never rejects. */
  async save(): Promise<void> {
    if (!this.#changed || this.#store === undefined) return;
    try {
      await this.#write(this.#store);
      this.#changed = false;
    } catch (error) {
      this.#warn('written', error);
    }
  }

  async #takeOver(): Promise<void> {
    if (this.#store === undefined) return;
    try {
      this.#specs = await this.#stored(this.#store);
    } catch (error) {
      if (!isMissing(error)) this.#warn('read', error);
    }
  }

  async #stored({ client, below }: CacheStore): Promise<Map<string, CachedSpec>> {
    const { bucket: Bucket, prefix: Key } = objectBelow(below, NAME);
    const { Body } = await (await client()).send(new GetObjectCommand({ Bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const text = await unzipped(bytes, { maxOutputLength: LARGEST_CACHE });
    const { specs } = STORED.parse(JSON.parse(text.toString('utf8')));
    return new Map(
      Object.entries(specs).map(([file, spec]) => [file, { ...spec, content: Buffer.from(spec.content, 'base64') }]),
    );
  }

  async #write({ client, below }: CacheStore): Promise<void> {
    const { bucket: Bucket, prefix: Key } = objectBelow(below, NAME);
    const specs = Object.fromEntries(
      [...this.#specs].map(([file, spec]) => [file, { ...spec, content: Buffer.from(spec.content).toString('base64') }]),
    );
    const text = JSON.stringify({ apiVersion: 'rolecall/v1', kind: 'SpecCache', specs });
    const Body = await zipped(text);
    await (await client()).send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/gzip' }));
  }

  #warn(done: 'read' | 'written', error: unknown): void {
    if (this.#store === undefined) return;
    const why = whyS3Failed(error, done === 'read' ? 's3:GetObject' : 's3:PutObject');
    const where = s3Address(objectBelow(this.#store.below, NAME));
    this.#store.warn(`The cache of specs ${where} cannot be ${done}, so cold starts are slow: ${why}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && wireCode(error) === 'NoSuchKey';
}
