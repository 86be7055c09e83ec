import type { AuditReport } from '../../audit/types.ts';
import { auditRun, type SarifOptions, sarifText } from '../audit/sarif/audit-sarif.ts';
import type { Overview } from './overview.ts';
import { driftRun } from './sarif/drift-run.ts';

/**
 * A report as SARIF 2.1.0, ending with a newline: what the audit found, as `audit` writes it, and the drift of roles as a run of its
 * own, so that code scanning keeps the two apart.
 * @param audit `undefined` where nothing was audited
 */
export function overviewSarif(overview: Overview, audit: AuditReport | undefined, options: SarifOptions): string {
  return sarifText([...(audit === undefined ? [] : [auditRun(audit, options)]), driftRun(overview, options)]);
}
