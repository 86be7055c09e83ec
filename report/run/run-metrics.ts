import type { CallCounts } from '../../controller/counting-iam.ts';
import { openDrift } from '../../controller/memory/open-drift.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { Drift } from '../../reconciler/types.ts';
import { STATUSES } from '../../reconciler/types.ts';
import { backsOff, type DonePass, tally } from './run-line.ts';

export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Seconds' | 'Milliseconds';
  readonly value: number;
}

const DIRECTIONS = ['wider', 'narrower', 'different', 'same'] as const satisfies readonly Drift['access'][];

/**
 * A run in numbers. Roles and drift are counted over all that is known, so that a pass over one role does not seem to lose the others.
 * @param calls what the run asked of IAM
 */
export function runMetrics({ report, state }: DonePass, calls: CallCounts): readonly Metric[] {
  const [run] = state.runs;
  return [
    ...rolesByStatus(state),
    ...driftByDirection(state),
    count('RolesBackingOff', Object.values(state.roles).filter(backsOff).length),
    count(
      'IamCalls',
      Object.values(calls).reduce((sum, times) => sum + times, 0),
    ),
    count('IamWrites', run?.writes ?? 0),
    count('BrakeHeld', state.brake === null ? 0 : 1),
    count('EventPathBroken', state.eventPathBrokenSince === null ? 0 : 1),
    { name: 'PassDuration', unit: 'Milliseconds', value: elapsed(report.startedAt, report.finishedAt) },
    { name: 'AgeOfLastSuccess', unit: 'Seconds', value: ageOfLastSuccess(state, report.finishedAt) },
  ];
}

/** Messages that asked for nothing that can be understood. */
export function malformedMessages(value: number): Metric {
  return count('MalformedMessages', value);
}

function rolesByStatus({ roles }: ControllerState): readonly Metric[] {
  const counts = tally(Object.values(roles).map(({ status }) => status));
  return STATUSES.map((status) => count(`Roles${status}`, counts[status] ?? 0));
}

function driftByDirection({ roles }: ControllerState): readonly Metric[] {
  const counts = tally(Object.values(roles).flatMap((role) => openDrift(role).map(({ access }) => access)));
  return DIRECTIONS.map((access) => count(`Drift${access.charAt(0).toUpperCase()}${access.slice(1)}`, counts[access] ?? 0));
}

/** As long as nothing succeeded yet, the first pass that is remembered counts. */
function ageOfLastSuccess({ lastSuccess, runs }: ControllerState, now: string): number {
  return elapsed(lastSuccess ?? runs.at(-1)?.startedAt ?? now, now) / 1000;
}

function elapsed(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}

function count(name: string, value: number): Metric {
  return { name, unit: 'Count', value };
}
