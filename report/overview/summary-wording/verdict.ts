import type { Overview } from '../overview.ts';
import { overviewExit } from '../overview-exit.ts';
import type { OverviewSummary } from '../overview-summary.ts';

/** How an account stands, in a few words. */
export interface Verdict {
  readonly words: string;
  /** Whether nothing is wrong, all is known, and there is nothing else to say. */
  readonly isFine: boolean;
}

/** The shortest that can be said of a report without calling anything fine that is not known to be. */
export function verdictOf(overview: Overview, { worst }: Pick<OverviewSummary, 'worst'>): Verdict {
  const { complete, notices, orphans } = overview;
  if (worst !== null) return { words: `${worst} at worst${complete ? '' : ', and incomplete'}`, isFine: false };
  if (!complete) return { words: 'incomplete', isFine: false };
  const isFine = overviewExit(overview) === 0 && notices.length === 0 && orphans.length === 0;
  return { words: isFine ? 'nothing is wrong' : 'something to look at', isFine };
}
