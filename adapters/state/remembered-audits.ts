import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { StoredAudit } from '../../controller/audit/state/audit-state.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import type { Versioned, VersionedObject } from '../../controller/state/versioned-object.ts';
import { objectBelow, type S3Place, s3Address } from '../s3/s3-place.ts';
import { whyS3Failed } from '../s3/why-s3-failed.ts';
import { resultPlace, S3AuditStore } from './s3-audit-store.ts';

/** Key to ETag. */
type Listing = ReadonlyMap<string, string>;

export interface RememberedAuditsSettings {
  readonly client: S3Client;
  readonly below: S3Place;
  readonly account: string;
  /** Told why results cannot be listed; nothing depends on it but speed. */
  warn(message: string): void;
}

/**
 * The audit's results for somebody who reads all of them again and again: listed, a thousand a call, and only those are read whose
 * ETag is another one than when they were last read.
 */
export class RememberedAudits {
  readonly #settings: RememberedAuditsSettings;
  readonly #store: S3AuditStore;
  /** By key. */
  readonly #known = new Map<string, Versioned<StoredAudit>>();

  constructor(settings: RememberedAuditsSettings) {
    this.#settings = settings;
    this.#store = new S3AuditStore(settings.client, settings.below, settings.account);
  }

  /** For one reading; results are listed when the first of them is read, and so after the index. */
  now(): AuditStore {
    let listing: Promise<Listing> | undefined;
    const { index } = this.#store;
    const result = (region: string, family: string, revision: string): VersionedObject<StoredAudit> => {
      const object = this.#store.result(region, family, revision);
      const { prefix: key } = resultPlace(this.#settings.below, region, family, revision);
      const read = async () => {
        listing ??= this.#listed();
        return this.#read(key, object, await listing);
      };
      return { read, write: (value, after) => object.write(value, after) };
    };
    return { index, result };
  }

  async #read(key: string, object: VersionedObject<StoredAudit>, listing: Listing): Promise<Versioned<StoredAudit> | undefined> {
    const known = this.#known.get(key);
    if (known !== undefined && known.version === listing.get(key)) return known;
    this.#known.delete(key);
    const stored = await object.read();
    if (stored !== undefined) this.#known.set(key, stored);
    return stored;
  }

  /** Empty where nothing is known yet, or nothing can be listed: then everything is read. */
  async #listed(): Promise<Listing> {
    if (this.#known.size === 0) return new Map();
    try {
      const listing = await this.#etags();
      for (const key of this.#known.keys()) if (!listing.has(key)) this.#known.delete(key);
      return listing;
    } catch (error) {
      const why = whyS3Failed(error, 's3:ListBucket');
      this.#settings.warn(`${s3Address(this.#settings.below)} cannot be listed, so all results are read: ${why}`);
      return new Map();
    }
  }

  async #etags(): Promise<Listing> {
    const { client, below } = this.#settings;
    const etags = new Map<string, string>();
    const input = { Bucket: below.bucket, Prefix: objectBelow(below, '').prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, input))
      for (const { Key, ETag } of Contents) if (Key !== undefined && ETag !== undefined) etags.set(Key, ETag);
    return etags;
  }
}
