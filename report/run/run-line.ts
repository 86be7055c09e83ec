import type { CallCounts } from '../../controller/counting-iam.ts';
import type { PassOutcome } from '../../controller/ports.ts';
import type { RunRecord } from '../../controller/state/state.ts';
import type { WriteCall } from '../../iam/api.ts';
import type { DriftReport, RoleReport, Status } from '../../reconciler/types.ts';
import type { Mode } from '../../specs/types.ts';
import { boundedList } from './bounded-list.ts';

export type DonePass = Extract<PassOutcome, { result: 'done' }>;

/** A run's story in one line of a log: counts and names, no document and no value. */
export interface RunLine {
  readonly runId: string;
  readonly trigger: string;
  readonly scope: RunRecord['scope'];
  readonly mode: Mode;
  readonly complete: boolean;
  /** How many roles it left in each status; statuses without roles are left out. */
  readonly roles: Readonly<Partial<Record<Status, number>>>;
  /** Open drift by direction. */
  readonly drift: RunRecord['drift'];
  /** Calls that changed something. */
  readonly writes: Readonly<Partial<Record<WriteCall, number>>>;
  /** All calls to IAM. */
  readonly calls: CallCounts;
  readonly milliseconds: number;
  readonly refused: readonly string[];
  readonly backingOff: readonly string[];
  /** The hash of the plan that the brake holds. */
  readonly brake: string | null;
  /** Requests put back into the queue. */
  readonly requeued: number;
  /** Nothing was remembered: the first pass ever, or the state was lost. */
  readonly withoutState: boolean;
  /** What held for the whole run, in sentences for people. */
  readonly notices: readonly string[];
}

/** @param calls what the run asked of IAM */
export function runLine({ report, state, requeued }: DonePass, calls: CallCounts): RunLine {
  const [record] = state.runs;
  const { runId, trigger, mode, complete, startedAt, finishedAt, roles } = report;
  return {
    runId,
    trigger,
    scope: record?.scope ?? 'all',
    mode,
    complete,
    roles: tally(roles.map(({ status }) => status)),
    drift: record?.drift ?? { wider: 0, narrower: 0, different: 0, same: 0 },
    writes: writesOf(report),
    calls,
    milliseconds: Date.parse(finishedAt) - Date.parse(startedAt),
    refused: namesOf(roles, ({ status }) => status === 'Refused'),
    backingOff: namesOf(roles, backsOff),
    brake: state.brake?.hash ?? null,
    requeued: requeued.length,
    withoutState: state.runs.length <= 1,
    notices: boundedList(report.notices),
  };
}

/** Whether some drift of the role is left because it keeps coming back. */
export function backsOff({ reasons }: Pick<RoleReport, 'reasons'>): boolean {
  return reasons.some(({ code }) => code === 'BackOff');
}

function writesOf({ roles }: DriftReport): RunLine['writes'] {
  const made = roles.flatMap(({ actions }) => actions).filter(({ outcome }) => outcome === 'done');
  return tally(made.map(({ call }) => call));
}

function namesOf(roles: readonly RoleReport[], isMeant: (role: RoleReport) => boolean): readonly string[] {
  return boundedList(roles.filter(isMeant).map(({ name }) => name));
}

/** How often each word occurs. */
export function tally<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
