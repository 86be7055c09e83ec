import type { IamApi } from '../iam/api.ts';
import type { DeclaredRole, Guards, InvalidRole, Mode, SpecContext, SpecSet } from '../specs/types.ts';
import type { DriftReport } from './types.ts';

/** What tells whether a role may be deleted: the task definitions that name it. */
export interface TaskDefinitions {
  /**
   * The ARNs of every role that a current task definition names; `undefined` if that cannot be known.
   * @throws if the list cannot be read to its end.
   */
  rolesInUse(): Promise<ReadonlySet<string> | undefined>;
}

/** Time, as a value from outside. */
export interface Clock {
  now(): Date;
  /** Resolves after that many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** What a long run tells while it works. */
export type Progress =
  | { readonly stage: 'reading'; readonly roles: number }
  | { readonly stage: 'comparing'; readonly done: number; readonly of: number }
  | { readonly stage: 'applying'; readonly done: number; readonly of: number; readonly role: string };

export interface Run {
  readonly runId: string;
  /** `cli`, `schedule`, an event's name. */
  readonly trigger: string;
  readonly iam: IamApi;
  readonly taskDefinitions: TaskDefinitions;
  readonly clock: Clock;
  readonly account: SpecContext;
  readonly specs: SpecSet;
  readonly guards: Guards;
  /** What was asked for: `plan` observes, `apply` enforces. The effective mode of a role is the strictest of this, the guards' and its spec's. */
  readonly mode: Mode;
  /** The hash of a plan that the brake held and a person let through. */
  readonly approved: string | undefined;
  /** Which declared roles to look at; all of them, and orphans, when `undefined`. */
  readonly only: ((role: DeclaredRole | InvalidRole) => boolean) | undefined;
  readonly progress: ((progress: Progress) => void) | undefined;
}

/** One pass: reads the account, compares, plans, and, where the mode is enforce, applies. Rejects only on a bug. */
export type Reconcile = (run: Run) => Promise<DriftReport>;
