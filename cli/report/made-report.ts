import type { AuditReport } from '../../audit/types.ts';
import type { ExitStatus } from '../../report/exit-status.ts';
import type { Overview } from '../../report/overview/overview.ts';
import type { AuditSources } from '../audit/shown-audit.ts';

/** A report, and what its formats need beside it. */
export interface MadeReport {
  readonly overview: Overview;
  /** `undefined` where nothing was audited. */
  readonly audit: AuditReport | undefined;
  /** What was read, to point at lines. */
  readonly read: AuditSources;
  readonly exit: ExitStatus;
}
