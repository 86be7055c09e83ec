import type { AlertState, AlertViolation, FailingSubject } from './alert.ts';
import type { Observation } from './observation.ts';

type Failing = AlertState['failing'];

/**
 * Counts the runs in a row in which something could not be judged; from `runs` on it is a violation of its own. What a run neither
 * lists nor judges, as one that could not read the whole account, keeps its count.
 */
export function stillFailing(
  before: Failing,
  observation: Observation,
  now: Date,
  runs: number,
): { readonly failing: Failing; readonly violations: readonly AlertViolation[] } {
  const { run, unjudged } = observation;
  const listed = Object.fromEntries(
    unjudged.map(({ key, violation }) => {
      const known = Object.hasOwn(before, key) ? before[key] : undefined;
      return [key, { ...counted(known, run, now), violation }];
    }),
  );
  const unknown = Object.entries(before).filter(
    ([key, { violation }]) => !Object.hasOwn(listed, key) && !observation.isJudged(violation),
  );
  return {
    failing: { ...Object.fromEntries(unknown), ...listed },
    violations: unjudged.filter(({ key }) => (listed[key]?.runs ?? 0) >= runs).map(({ violation }) => violation),
  };
}

function counted(known: FailingSubject | undefined, run: string, now: Date): Omit<FailingSubject, 'violation'> {
  if (known?.lastRun === run) return known;
  return { runs: (known?.runs ?? 0) + 1, since: known?.since ?? now.toISOString(), lastRun: run };
}
