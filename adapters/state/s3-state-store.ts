import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StateCodec } from '../../controller/codec.ts';
import { StateConflict, type StateStore, StateUnreadable, type StoredState } from '../../controller/ports.ts';
import type { ControllerState } from '../../controller/state.ts';
import { wireCode } from '../iam-errors.ts';
import { objectBelow, type S3Place, s3Address } from '../s3/s3-place.ts';
import { type S3Permission, whyS3Failed } from '../s3/why-s3-failed.ts';

const NAME = 'state.json.gz';
/** Bytes of text; no state comes near it, and a stranger's file shall not fill the memory. */
const LARGEST_STATE = 256 * 1024 * 1024;

/** Names one write, so that it is known again where its answer was lost and the SDK's second try met its own first. */
const WRITE_ID = 'rolecall-write';

/**
 * Of a conditional write: another version is there; one is being written just now; the version to replace is gone.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const CONFLICTS: ReadonlySet<string> = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);

/** The object as it lies in the bucket. */
interface StoredObject {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly writeId: string | undefined;
}

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** The state as one object of S3, replaced by compare-and-swap on its ETag. */
export class S3StateStore implements StateStore {
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #codec: StateCodec;

  constructor(client: S3Client, below: S3Place, codec: StateCodec) {
    this.#client = client;
    this.#place = objectBelow(below, NAME);
    this.#codec = codec;
  }

  async read(): Promise<StoredState | undefined> {
    const stored = await this.#stored();
    if (stored === undefined) return undefined;
    try {
      const text = await unzipped(stored.bytes, { maxOutputLength: LARGEST_STATE });
      return { state: this.#codec.parseState(text.toString('utf8')), version: stored.version };
    } catch (error) {
      throw this.#notOurs(error);
    }
  }

  async write(state: ControllerState, after: string | undefined): Promise<string> {
    const bytes = await zipped(this.#codec.stateText(state));
    const writeId = randomUUID();
    try {
      const { ETag } = await this.#client.send(this.#put(bytes, writeId, after));
      if (ETag === undefined) throw new Error('S3 named no ETag');
      return ETag;
    } catch (error) {
      if (!isConflict(error)) throw this.#unreachable('written', error, 's3:PutObject');
      return this.#ownWrite(writeId);
    }
  }

  #put(Body: Uint8Array, writeId: string, after: string | undefined): PutObjectCommand {
    const { bucket: Bucket, prefix: Key } = this.#place;
    const condition = after === undefined ? { IfNoneMatch: '*' } : { IfMatch: after };
    return new PutObjectCommand({
      Bucket,
      Key,
      Body,
      ContentType: 'application/gzip',
      Metadata: { [WRITE_ID]: writeId },
      ...condition,
    });
  }

  /** The version, if it was this very write that is there already. */
  async #ownWrite(writeId: string): Promise<string> {
    const stored = await this.#stored();
    if (stored?.writeId === writeId) return stored.version;
    throw new StateConflict(`Another run wrote the state ${s3Address(this.#place)} since this one read it.`);
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
    const why = whyS3Failed(error, permission);
    return new StateUnreadable(`The state ${s3Address(this.#place)} cannot be ${done}: ${why}`, { cause: error });
  }

  #notOurs(error: unknown): StateUnreadable {
    const why = isNoGzip(error) ? 'it is no gzipped text' : error instanceof Error ? error.message : String(error);
    return new StateUnreadable(
      `The state ${s3Address(this.#place)} cannot be used: ${why}. If it is damaged, restore an earlier version of the object; without any, the next pass only observes.`,
      { cause: error },
    );
  }
}

function isNoGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && CONFLICTS.has(wireCode(error));
}
