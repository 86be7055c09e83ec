import type { AuditReport } from '../../audit/types.ts';
import { jsonText } from '../escaping/json-text.ts';

/** An audit as JSON (`report/schema/audit-report.v1.schema.json`), ending with a newline. */
export function auditJson(report: AuditReport): string {
  return `${jsonText(report, 2)}\n`;
}
