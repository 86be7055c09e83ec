import type { S3Client } from '@aws-sdk/client-s3';
import type { AlertState } from '../../controller/alerts/alert.ts';
import { alertCodec } from '../../controller/alerts/alert-codec.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';
import { objectBelow, type S3Place } from '../s3/s3-place.ts';
import { VersionedS3Object } from './versioned-s3-object.ts';

const WHERE_DAMAGED =
  'If it is damaged, restore an earlier version of the object; without any, all that is wrong is told once more as new.';

/** What is remembered of alerts: the object `state.json.gz` below a place in S3. */
export function alertObject(client: S3Client, place: S3Place, account: string): VersionedObject<AlertState> {
  const content = { name: 'the memory of alerts', whereDamaged: WHERE_DAMAGED, ...alertCodec(account) };
  return new VersionedS3Object(client, objectBelow(place, 'state.json.gz'), content);
}
