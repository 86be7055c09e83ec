import type { KeptAudits } from '../alerts/observing/watched.ts';
import { indexedName, placeOf } from '../audit/state/audit-index.ts';

const MOST_NAMES = 8;

/** Which results of the audit could not be read, as a sentence for people; `undefined` where all could. */
export function unreadResults({ index, results }: KeptAudits): string | undefined {
  const read = new Set(results.map((result) => placeOf(result.region, indexedName(result))));
  const kept = Object.entries(index.regions).flatMap(([region, { definitions }]) =>
    Object.keys(definitions).map((name) => ({ region, name })),
  );
  const unread = kept.filter(({ region, name }) => !read.has(placeOf(region, name)));
  if (unread.length === 0) return undefined;
  const named = unread.slice(0, MOST_NAMES).map(({ region, name }) => `${name} in ${region}`);
  const more = unread.length > named.length ? ` and ${unread.length - named.length} more` : '';
  return `Some results of the audit could not be read, so findings are missing here: ${named.join(', ')}${more}.`;
}
