import type { Drift, DriftReport } from '../../reconciler/types.ts';
import type { RunRecord } from '../state/state.ts';
import { remainingDrift } from './remaining-drift.ts';

const KEPT_RUNS = 200;

/** Puts a run in front of those that are remembered. */
export function withRun(runs: readonly RunRecord[], report: DriftReport, scope: RunRecord['scope']): readonly RunRecord[] {
  return [recordOf(report, scope), ...runs].slice(0, KEPT_RUNS);
}

function recordOf(report: DriftReport, scope: RunRecord['scope']): RunRecord {
  const { runId, trigger, startedAt, finishedAt, mode, complete, summary, roles } = report;
  const open = roles.flatMap(remainingDrift);
  const count = (access: Drift['access']) => open.filter((drift) => drift.access === access).length;
  return {
    runId,
    trigger,
    scope,
    startedAt,
    seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
    mode,
    complete,
    summary,
    drift: { wider: count('wider'), narrower: count('narrower'), different: count('different'), same: count('same') },
    writes: roles.flatMap(({ actions }) => actions).filter(({ outcome }) => outcome === 'done').length,
  };
}
