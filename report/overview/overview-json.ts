import { jsonText } from '../escaping/json-text.ts';
import type { Overview } from './overview.ts';

/** An overview as JSON (`report/schema/overview.v1.schema.json`), ending with a newline. */
export function overviewJson(overview: Overview): string {
  return `${jsonText(overview, 2)}\n`;
}
