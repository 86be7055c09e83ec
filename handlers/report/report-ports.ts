import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import type { StateStore } from '../../controller/ports.ts';
import type { ReportStore } from '../../controller/reports/report-ports.ts';
import type { Clock } from '../../reconciler/ports.ts';
import type { ChannelsOnUse } from '../channels/channels-on-use.ts';

/** All that the scheduled report needs of the world. */
export interface ReportWorld {
  readonly state: Pick<StateStore, 'read'>;
  readonly audits: AuditStore;
  readonly reports: ReportStore;
  readonly channels: ChannelsOnUse;
  /** An address that opens a page of the reports to whoever has it. @param file as in `2026-11-23T0600Z.html` */
  readonly presigned: (file: string, seconds: number) => Promise<string>;
  readonly clock: Clock;
}
