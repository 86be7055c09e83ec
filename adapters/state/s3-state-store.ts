import type { S3Client } from '@aws-sdk/client-s3';
import type { StateStore, StoredState } from '../../controller/ports.ts';
import type { StateCodec } from '../../controller/state/codec.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { objectBelow, type S3Place } from '../s3/s3-place.ts';
import { VersionedS3Object } from './versioned-s3-object.ts';

const NAME = 'state.json.gz';
const WHERE_DAMAGED = 'If it is damaged, restore an earlier version of the object; without any, the next pass only observes.';

/** The state as one object of S3, replaced by compare-and-swap on its ETag. */
export class S3StateStore implements StateStore {
  readonly #object: VersionedS3Object<ControllerState>;

  constructor(client: S3Client, below: S3Place, { stateText, parseState }: StateCodec) {
    const content = { name: 'the state', whereDamaged: WHERE_DAMAGED, text: stateText, parse: parseState };
    this.#object = new VersionedS3Object(client, objectBelow(below, NAME), content);
  }

  async read(): Promise<StoredState | undefined> {
    const stored = await this.#object.read();
    return stored && { state: stored.value, version: stored.version };
  }

  write(state: ControllerState, after: string | undefined): Promise<string> {
    return this.#object.write(state, after);
  }
}
