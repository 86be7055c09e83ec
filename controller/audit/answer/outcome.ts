import type { AuditReport } from '../../../audit/types.ts';
import type { AuditRequest } from '../requests/audit-request.ts';
import type { AuditIndex } from '../state/audit-state.ts';

/** What came of a batch of requests. */
export interface AuditOutcome {
  /** One for each audit that was made. */
  readonly reports: readonly AuditReport[];
  /** All that is known afterwards. */
  readonly index: AuditIndex;
  /** Results that were written, as `REGION/FAMILY/REVISION`. */
  readonly written: readonly string[];
  /** Requests that could not be answered now and have to come again. */
  readonly failed: readonly AuditRequest[];
  /** What was put back into the queue: to be looked at again, or to be gone on with. */
  readonly requeued: readonly AuditRequest[];
  /** Task definitions, `REGION FAMILY:REVISION`, that a sweep found and that no event had announced. */
  readonly unannounced: readonly string[];
  /** What somebody should know, in sentences. */
  readonly notices: readonly string[];
}

export type PartOfOutcome = Omit<AuditOutcome, 'index'>;

export const NOTHING_DONE: PartOfOutcome = {
  reports: [],
  written: [],
  failed: [],
  requeued: [],
  unannounced: [],
  notices: [],
};

/** Both parts in one, in their order. */
export function together(one: PartOfOutcome, other: PartOfOutcome): PartOfOutcome {
  return {
    reports: [...one.reports, ...other.reports],
    written: [...one.written, ...other.written],
    failed: [...one.failed, ...other.failed],
    requeued: [...one.requeued, ...other.requeued],
    unannounced: [...one.unannounced, ...other.unannounced],
    notices: [...one.notices, ...other.notices],
  };
}
