import type { S3Client } from '@aws-sdk/client-s3';
import type { AuditIndex, StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { indexCodec, resultCodec } from '../../controller/audit/state/codec.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';
import { objectBelow, type S3Place } from '../s3/s3-place.ts';
import { VersionedS3Object } from './versioned-s3-object.ts';

const WHERE_DAMAGED = 'If it is damaged, delete it: the next sweep makes it anew.';

/** Where one result lies. @param revision a number, or a word where none is known */
export function resultPlace(below: S3Place, region: string, family: string, revision: string): S3Place {
  return objectBelow(below, `${region}/${family}/${revision}.json`);
}

/** The audit's results, `REGION/FAMILY/REVISION.json` below a place in S3, and its index beside them. */
export class S3AuditStore implements AuditStore {
  readonly index: VersionedObject<AuditIndex>;
  readonly #client: S3Client;
  readonly #below: S3Place;

  constructor(client: S3Client, below: S3Place, account: string) {
    this.#client = client;
    this.#below = below;
    const content = { name: 'the index of audits', whereDamaged: WHERE_DAMAGED, ...indexCodec(account) };
    this.index = new VersionedS3Object(client, objectBelow(below, 'index.json.gz'), content);
  }

  result(region: string, family: string, revision: string): VersionedObject<StoredAudit> {
    const place = resultPlace(this.#below, region, family, revision);
    return new VersionedS3Object(this.#client, place, { name: 'the audit', whereDamaged: WHERE_DAMAGED, ...resultCodec });
  }
}
