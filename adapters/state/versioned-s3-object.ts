import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import type { Versioned, VersionedObject } from '../../controller/state/versioned-object.ts';
import { wireCode } from '../iam-errors.ts';
import { type S3Place, s3Address } from '../s3/s3-place.ts';
import { type S3Permission, whyS3Failed } from '../s3/why-s3-failed.ts';

/** Bytes of text; nothing of ours comes near it, and a stranger's file shall not fill the memory. */
const LARGEST = 256 * 1024 * 1024;

/** Names one write, so that it is known again where its answer was lost and the SDK's second try met its own first. */
const WRITE_ID = 'rolecall-write';

/**
 * Of a conditional write: another version is there; one is being written just now; the version to replace is gone.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const CONFLICTS: ReadonlySet<string> = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);

/** What lies in the object. */
export interface Content<T> {
  /** For people, as in `the state`. */
  readonly name: string;
  /** What to do where it is damaged: a sentence for people. */
  readonly whereDamaged: string;
  text(value: T): string;
  /** @throws where the text is damaged; the message is a reason, without a place. */
  parse(text: string): T;
}

/** The object as it lies in the bucket. */
interface StoredObject {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly writeId: string | undefined;
}

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** One object of S3, replaced by compare-and-swap on its ETag; zipped where its name ends in `.gz`. */
export class VersionedS3Object<T> implements VersionedObject<T> {
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #content: Content<T>;
  readonly #isZipped: boolean;

  constructor(client: S3Client, place: S3Place, content: Content<T>) {
    this.#client = client;
    this.#place = place;
    this.#content = content;
    this.#isZipped = place.prefix.endsWith('.gz');
  }

  async read(): Promise<Versioned<T> | undefined> {
    const stored = await this.#stored();
    if (stored === undefined) return undefined;
    try {
      const bytes = this.#isZipped ? await unzipped(stored.bytes, { maxOutputLength: LARGEST }) : Buffer.from(stored.bytes);
      return { value: this.#content.parse(bytes.toString('utf8')), version: stored.version };
    } catch (error) {
      throw this.#notOurs(error);
    }
  }

  /** @returns the new version. */
  async write(value: T, after: string | undefined): Promise<string> {
    const text = this.#content.text(value);
    const writeId = randomUUID();
    try {
      const { ETag } = await this.#client.send(this.#put(this.#isZipped ? await zipped(text) : text, writeId, after));
      if (ETag === undefined) throw new Error('S3 named no ETag');
      return ETag;
    } catch (error) {
      if (!isConflict(error)) throw this.#unreachable('written', error, 's3:PutObject');
      return this.#ownWrite(writeId);
    }
  }

  #put(Body: Uint8Array | string, writeId: string, after: string | undefined): PutObjectCommand {
    const { bucket: Bucket, prefix: Key } = this.#place;
    const ContentType = this.#isZipped ? 'application/gzip' : 'application/json';
    const condition = after === undefined ? { IfNoneMatch: '*' } : { IfMatch: after };
    return new PutObjectCommand({ Bucket, Key, Body, ContentType, Metadata: { [WRITE_ID]: writeId }, ...condition });
  }

  /** The version, if it was this very write that is there already. */
  async #ownWrite(writeId: string): Promise<string> {
    const stored = await this.#stored();
    if (stored?.writeId === writeId) return stored.version;
    throw new StateConflict(`Another run wrote ${this.#named()} since this one read it.`);
  }

  async #stored(): Promise<StoredObject | undefined> {
    const { bucket: Bucket, prefix: Key } = this.#place;
    try {
      const { Body, ETag, Metadata } = await this.#client.send(new GetObjectCommand({ Bucket, Key }));
      if (Body === undefined || ETag === undefined) throw new Error('S3 sent no content');
      return { bytes: await Body.transformToByteArray(), version: ETag, writeId: Metadata?.[WRITE_ID] };
    } catch (error) {
      if (error instanceof Error && wireCode(error) === 'NoSuchKey') return undefined;
      throw this.#unreachable('read', error, 's3:GetObject');
    }
  }

  #unreachable(done: 'read' | 'written', error: unknown, permission: S3Permission): StateUnreadable {
    return new StateUnreadable(`${capitalised(this.#named())} cannot be ${done}: ${whyS3Failed(error, permission)}`, {
      cause: error,
    });
  }

  #notOurs(error: unknown): StateUnreadable {
    const why = isNoGzip(error) ? 'it is no gzipped text' : error instanceof Error ? error.message : String(error);
    return new StateUnreadable(`${capitalised(this.#named())} cannot be used: ${why}. ${this.#content.whereDamaged}`, {
      cause: error,
    });
  }

  #named(): string {
    return `${this.#content.name} ${s3Address(this.#place)}`;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isNoGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && CONFLICTS.has(wireCode(error));
}
