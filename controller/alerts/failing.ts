import type { AlertState, AlertViolation } from './alert.ts';
import type { Observation } from './observation.ts';

type Failing = AlertState['failing'];

/** Counts the runs in a row in which something could not be judged; from `runs` on it is a violation of its own. */
export function stillFailing(
  before: Failing,
  { run, unjudged }: Observation,
  now: Date,
  runs: number,
): { readonly failing: Failing; readonly violations: readonly AlertViolation[] } {
  const failing = Object.fromEntries(
    unjudged.map(({ key }) => {
      const known = Object.hasOwn(before, key) ? before[key] : undefined;
      if (known?.lastRun === run) return [key, known];
      return [key, { runs: (known?.runs ?? 0) + 1, since: known?.since ?? now.toISOString(), lastRun: run }];
    }),
  );
  return {
    failing,
    violations: unjudged.filter(({ key }) => (failing[key]?.runs ?? 0) >= runs).map(({ violation }) => violation),
  };
}
