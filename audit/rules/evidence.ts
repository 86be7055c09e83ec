import type { Evidence } from '../types.ts';

const NOTHING: Evidence = { origins: [], actions: [], resources: [], principals: [], statements: [], details: [] };

/** Evidence, with nothing of the kinds that are not given. */
export function evidenceOf(parts: Partial<Evidence>): Evidence {
  return { ...NOTHING, ...parts };
}
