import * as z from 'zod';
import type { Overview } from './overview.ts';
import { checkOverview } from './overview-schema.ts';

/** An overview, or why a text is of no use as one, in words that follow "it". */
export type OverviewReading = { readonly overview: Overview } | { readonly problem: string };

/**
 * Reads the JSON of an overview that was kept. Never throws: it may be damaged, or of a newer release.
 * @param account whose overview it must be
 */
export function readOverview(text: string, account: string): OverviewReading {
  try {
    const value: unknown = JSON.parse(text);
    checkOverview(value);
    const overview = value as Overview;
    if (overview.account === account) return { overview };
    return { problem: `is of account ${overview.account}, and this is ${account}` };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return 'is no JSON, so it is damaged';
  const place = error.issues[0]?.path.join('.') ?? '';
  if (place === 'apiVersion') return 'is of another version of Rolecall, which writes reports in another form';
  const where = place === '' ? '' : ` (${place.slice(0, 100)})`;
  return `does not read as a report of this version of Rolecall${where}: it is damaged, or a newer version wrote it`;
}
