import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { wireCode } from '../iam-errors.ts';
import { objectBelow, type S3Place, s3Address } from './s3-place.ts';
import { whyS3Failed } from './why-s3-failed.ts';

/** Where a cache outlives the process. */
export interface CacheStore {
  readonly client: () => Promise<S3Client>;
  readonly below: S3Place;
  /** Told why a cache cannot be read or written; nothing depends on it but speed. */
  warn(message: string): void;
}

/** Bytes, unzipped. */
const LARGEST = 128 * 1024 * 1024;

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** One gzipped object of S3 that is only there for speed: whatever is wrong with it is said, and stops nothing. */
export class ZippedObject {
  readonly #store: CacheStore;
  readonly #place: S3Place;

  constructor(store: CacheStore, name: string) {
    this.#store = store;
    this.#place = objectBelow(store.below, name);
  }

  /** What `parse` makes of it; `undefined` where there is none, or it is of no use. Never rejects. */
  async read<T>(parse: (bytes: Buffer) => T): Promise<T | undefined> {
    const { bucket: Bucket, prefix: Key } = this.#place;
    try {
      const { Body } = await (await this.#store.client()).send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      return parse(await unzipped(bytes, { maxOutputLength: LARGEST }));
    } catch (error) {
      if (!(error instanceof Error) || wireCode(error) !== 'NoSuchKey') this.#warn('read', error);
      return undefined;
    }
  }

  /** @returns whether it was written. Never rejects. */
  async write(content: string | Uint8Array): Promise<boolean> {
    const { bucket: Bucket, prefix: Key } = this.#place;
    try {
      const Body = await zipped(content);
      const put = new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/gzip' });
      await (await this.#store.client()).send(put);
      return true;
    } catch (error) {
      this.#warn('written', error);
      return false;
    }
  }

  #warn(done: 'read' | 'written', error: unknown): void {
    const why = whyS3Failed(error, done === 'read' ? 's3:GetObject' : 's3:PutObject');
    this.#store.warn(`The cache of specs ${s3Address(this.#place)} cannot be ${done}, so cold starts are slow: ${why}`);
  }
}
