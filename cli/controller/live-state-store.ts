import type { S3Client } from '@aws-sdk/client-s3';
import { s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import type { StateStore } from '../../controller/ports.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { UserError } from '../terminal/user-error.ts';

/**
 * The state at a place of S3.
 * @param account whose state is expected there; `undefined` takes any
 * @throws {UserError} for what is no such place
 */
export function liveStateStore(client: S3Client, location: string, account: string | undefined): StateStore {
  const place = s3PlaceOf(location);
  if (place === undefined) throw new UserError(`${location} is no place of a state. Write s3://bucket/controller.`);
  return new S3StateStore(client, place, stateCodec(account));
}
