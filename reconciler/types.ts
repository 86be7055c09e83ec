import type { IamCalls, WriteCall } from '../iam/api.ts';
import type { Direction } from '../iam/policy/types.ts';
import type { Mode, Problem, RoleKind, Severity, Source } from '../specs/types.ts';

/** Somebody who made a change, where CloudTrail says so. */
export interface Actor {
  readonly who: string;
  readonly via: string | null;
  readonly at: string;
  readonly eventId: string;
}

/** One difference in one unit of a role. */
export interface Drift {
  /** `role`, `trustPolicy`, `managedPolicies[ARN]`, … */
  readonly unit: string;
  readonly kind: 'missing' | 'extra' | 'different' | 'content';
  readonly access: Direction;
  readonly severity: Severity;
  /** The unit's value: a policy document's JSON text, an ARN, a number, a string; `null` for none. */
  readonly desired: string | number | null;
  readonly observed: string | number | null;
  /** Sentences that say what the difference means, for people: "anyone in account 999999999999 may assume this role". */
  readonly detail: readonly string[];
  /**
   * Why this drift stays: the spec's `additive` or `ignore`, because IAM cannot change it, because the content of a policy is
   * never written, or because it keeps coming back. `null`: it is corrected.
   */
  readonly tolerated: 'additive' | 'ignore' | 'unreconcilable' | 'content' | 'backOff' | null;
  readonly by: Actor | null;
}

export type ActionCall = { [C in WriteCall]: { readonly call: C; readonly input: IamCalls[C]['input'] } }[WriteCall];

/** One call of a plan, before it is made. */
export type PlannedAction = ActionCall;

export type Outcome = 'planned' | 'done' | 'failed' | 'skipped' | 'refused' | 'deferred';

/** One call of a plan, with what became of it. */
export type Action = PlannedAction & { readonly outcome: Outcome };

export const REASON_CODES = [
  'AdoptionPending',
  'BackOff',
  'Brake',
  'Changed',
  'Deferred',
  'DeletionBlocked',
  'Excess',
  'Failed',
  'Gap',
  'Guard',
  'Immutable',
  'Invalid',
  'Narrowed',
  'NotOwned',
  'OtherOwner',
  'Orphaned',
  'Protected',
  'Quota',
  'Released',
  'Settling',
  'Suspended',
  'Unobserved',
  'Unreadable',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why a role is as it is reported. */
export interface Reason {
  readonly code: ReasonCode;
  /** A sentence for people: what, and what to do next. */
  readonly message: string;
}

/** In the order in which the first that applies is a role's status. */
export const STATUSES = [
  'Invalid',
  'Suspended',
  'Unknown',
  'Failed',
  'Refused',
  'Progressing',
  'Corrected',
  'Drifted',
  'Orphaned',
  'InSync',
] as const;
export type Status = (typeof STATUSES)[number];

export interface RoleReport {
  readonly name: string;
  readonly kind: RoleKind | null;
  readonly status: Status;
  readonly mode: Mode;
  readonly owned: boolean;
  readonly source: Source | null;
  readonly drift: readonly Drift[];
  readonly actions: readonly Action[];
  readonly reasons: readonly Reason[];
}

export interface Summary {
  readonly roles: number;
  readonly inSync: number;
  readonly drifted: number;
  readonly corrected: number;
  readonly refused: number;
  readonly failed: number;
  readonly unknown: number;
  readonly invalid: number;
  readonly suspended: number;
  readonly progressing: number;
  readonly orphaned: number;
}

export interface BrakeReport {
  readonly limit: 'changedRoles' | 'createdRoles' | 'deletedRoles';
  readonly planned: number;
  readonly allowed: number;
  /** A sentence for people. */
  readonly message: string;
}

/** The outcome of one pass, as it is shown, stored and sent. */
export interface DriftReport {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'DriftReport';
  readonly runId: string;
  readonly trigger: string;
  /** Whether everything that was asked for could be read. */
  readonly complete: boolean;
  readonly account: string;
  readonly owner: string;
  readonly mode: Mode;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly planHash: string | null;
  readonly brake: BrakeReport | null;
  readonly summary: Summary;
  /** What this run did not compare anywhere, said once. */
  readonly notices: readonly string[];
  readonly roles: readonly RoleReport[];
  readonly problems: readonly Problem[];
}
