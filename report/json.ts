import type { DriftReport } from '../reconciler/types.ts';
import { jsonText } from './escaping/json-text.ts';

/** A report as JSON (`report/schema/drift-report.v1.schema.json`), ending with a newline. */
export function jsonReport(report: DriftReport): string {
  return `${jsonText(report, 2)}\n`;
}
