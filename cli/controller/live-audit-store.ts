import type { S3Client } from '@aws-sdk/client-s3';
import { s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import { S3AuditStore } from '../../adapters/state/s3-audit-store.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { UserError } from '../terminal/user-error.ts';

/**
 * What the audit keeps at a place of S3.
 * @throws {UserError} for what is no such place
 */
export function liveAuditStore(client: S3Client, location: string, account: string): AuditStore {
  const place = s3PlaceOf(location);
  if (place === undefined) throw new UserError(`${location} is no place of audits. Write s3://bucket/audits.`);
  return new S3AuditStore(client, place, account);
}
