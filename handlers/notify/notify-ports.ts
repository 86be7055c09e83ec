import type { AlertState } from '../../controller/alerts/alert.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import type { StateStore } from '../../controller/ports.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';
import type { Clock } from '../../reconciler/ports.ts';
import type { ChannelsOnUse } from '../channels/channels-on-use.ts';

/** Where it is read what people are to know. */
export interface Kept {
  readonly state: Pick<StateStore, 'read'>;
  /** Of this moment. */
  readonly audits: () => AuditStore;
}

/** All that telling needs of the world. */
export interface NotifyPorts extends Kept {
  /** What people were told. */
  readonly alerts: VersionedObject<AlertState>;
  readonly channels: ChannelsOnUse;
  /** Whether there is a newest report yet, to link to. */
  readonly hasReport: () => Promise<boolean>;
  readonly clock: Clock;
}
