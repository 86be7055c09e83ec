import type { S3Client } from '@aws-sdk/client-s3';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import type { StateStore } from '../../controller/ports.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { statePlace } from './state-place.ts';

/**
 * The state at a place of S3.
 * @param account whose state is expected there; `undefined` takes any
 * @throws {UserError} for what is no such place
 */
export function liveStateStore(client: S3Client, location: string, account: string | undefined): StateStore {
  return new S3StateStore(client, statePlace(location), stateCodec(account));
}
