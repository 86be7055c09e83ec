import { jsonText } from '../escaping/json-text.ts';
import type { ControllerStatus } from './controller-status.ts';

/** A status as JSON (`report/schema/controller-status.v1.schema.json`), ending with a newline. */
export function statusJson(status: ControllerStatus): string {
  return `${jsonText(status, 2)}\n`;
}
