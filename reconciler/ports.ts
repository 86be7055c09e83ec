import type { IamApi } from '../iam/api.ts';
import type { ObservedRole } from '../iam/role.ts';
import type { DeclaredRole, Guards, InvalidRole, Mode, SpecContext, SpecSet } from '../specs/types.ts';
import type { ManagedDocument } from './drift/judge.ts';
import type { Actor, Drift, DriftReport, Reason } from './types.ts';

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
  | { readonly stage: 'describing'; readonly done: number; readonly of: number }
  | { readonly stage: 'comparing'; readonly done: number; readonly of: number }
  | { readonly stage: 'applying'; readonly done: number; readonly of: number; readonly role: string };

/** What a run is about to do to one role, or did within the last hour, as the brake counts it. */
export interface Intent {
  readonly role: string;
  readonly impact: 'created' | 'changed' | 'deleted';
}

/** A version of a managed policy and the hash of its canonical document. */
export interface PolicyContent {
  readonly versionId: string;
  readonly hash: string;
}

/** What earlier runs left behind. Names of roles fold case. */
export interface Memory {
  /** Of the last hour; a role counts once for each impact, however often it was written. */
  readonly recentWrites: readonly Intent[];
  /** Hashes of plans that were let through the brake already: none of them lets another through. */
  readonly usedPlans?: ReadonlySet<string>;
  /** Until when a role that was just written is not judged: a read may be stale. `undefined`: it may be judged. */
  settlesAt(role: string): Date | undefined;
  /** Why a drifted unit is not corrected now, in a sentence for people: it keeps drifting back. `undefined`: it may be corrected. */
  heldBack(role: string, drift: Pick<Drift, 'unit' | 'access'>): string | undefined;
  /** The content of a role's policies that counts as accepted, by ARN; what is not in it is accepted as it is. */
  acceptedPolicies(role: string): ReadonlyMap<string, PolicyContent>;
  /** Who changed this unit, where an event says so. */
  actorOf(role: string, unit: string): Actor | null;
}

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
  /** Absent where no run remembers another, as on the command line. */
  readonly memory?: Memory;
  /** ARNs of policies whose content is read also where roles are read one by one: an event says that it changed. */
  readonly contentOf?: readonly string[];
  /**
   * Told once, before the first write, what is about to be written. If it rejects, nothing is written, and the run rejects with it.
   * @param approved the plan hash that lets these writes through the brake; `undefined` where none was needed
   */
  readonly beforeWriting?: (intended: readonly Intent[], approved: string | undefined) => Promise<void>;
  /** Asked before each role is written, and before each call to it; a reason stops the run there, between two calls. */
  readonly halt?: (before: 'role' | 'call') => Promise<Reason | undefined>;
}

/** A run's report, and what it saw that the report does not show. */
export interface PassResult {
  readonly report: DriftReport;
  /** Whether the account itself could be read; single roles and policies may be unreadable all the same. */
  readonly accountRead: boolean;
  /**
   * By folded role name, for every role that was assessed and exists: the content of its attached and boundary policies,
   * as far as it was read. What is missing here was not looked at, and is no less there for that.
   */
  readonly policies: ReadonlyMap<string, ReadonlyMap<string, PolicyContent>>;
  /** By the reported name, existing roles that were compared, as they were before any write; and attached policies as far as they were read. */
  readonly seen?: { readonly roles: ReadonlyMap<string, ObservedRole>; readonly managed: ManagedDocument };
}

/** One pass: reads the account, compares, plans, and, where the mode is enforce, applies. Rejects only on a bug. */
export type Reconcile = (run: Run) => Promise<DriftReport>;
