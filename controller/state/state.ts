import type { PolicyContent } from '../../reconciler/ports.ts';
import type { Drift, Reason, Status, Summary } from '../../reconciler/types.ts';
import type { Mode, RoleKind, Source, Waiver } from '../../specs/types.ts';
import type { IamChange } from '../request.ts';

/** ISO 8601, UTC. */
export type Instant = string;

/** All that the controller remembers between passes; one object, written by compare-and-swap. */
export interface ControllerState {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'ControllerState';
  readonly account: string;
  /** When the first pass put down what it saw: of what was before nothing is known. Absent in older states. */
  readonly since?: Instant;
  /** By folded name. */
  readonly roles: Readonly<Record<string, RoleStatus>>;
  /** The run that may write IAM now; `null` when none does. */
  readonly lease: Lease | null;
  /** Writes of the last hour, recorded before they are made, so that no death hides them from the brake. */
  readonly writes: readonly RecordedWrite[];
  /** Plan hashes that a person let through the brake and that are used up; kept for thirty days. */
  readonly approvals: readonly { readonly hash: string; readonly at: Instant }[];
  /** The plan that the brake holds; `null` when it holds none. */
  readonly brake: HeldPlan | null;
  /** How many spec files each source held when it was last listed. */
  readonly sources: Readonly<Record<string, SourceStatus>>;
  /** Drift that a sweep found and that no event has announced yet. */
  readonly unannounced: readonly { readonly role: string; readonly unit: string; readonly foundAt: Instant }[];
  /** What IAM's events told of declared roles within the last hour: an event may come before its change can be read. */
  readonly announced?: readonly IamChange[];
  /** Since when changes go by that no event announces; `null` while the event path works. */
  readonly eventPathBrokenSince: Instant | null;
  /** The last pass over everything that could read everything. */
  readonly lastSuccess: Instant | null;
  /** What was true of the whole last pass over everything, and why it wrote less than it might. */
  readonly notices?: readonly string[];
  /** Of the specs, as of the last pass over everything that could read them all; absent until there was one. */
  readonly waivers?: readonly Waiver[];
  /** Latest first, a limited number: for trends. */
  readonly runs: readonly RunRecord[];
}

export interface Lease {
  readonly holder: string;
  readonly expiresAt: Instant;
}

export interface RecordedWrite {
  /** Folded name. */
  readonly role: string;
  readonly impact: 'created' | 'changed' | 'deleted';
  readonly at: Instant;
  /** A person let it through the brake, so the brake does not count it. */
  readonly approved?: boolean;
  /** The run stopped while the role's trust policy was narrowed, so it settles only briefly. */
  readonly interrupted?: boolean;
}

export interface HeldPlan {
  readonly hash: string;
  readonly message: string;
  readonly since: Instant;
}

export interface SourceStatus {
  readonly files: number;
  readonly listedAt: Instant;
}

export const CONDITION_TYPES = ['Valid', 'Readable', 'Synced', 'Settled'] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

/** As Kubernetes' conditions: what holds, since when, and why. */
export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word. */
  readonly reason: string;
  /** A sentence for people; empty where there is nothing to say. */
  readonly message: string;
  /** When the status last changed. */
  readonly since: Instant;
}

export interface RoleStatus {
  readonly name: string;
  readonly kind: RoleKind | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly mode: Mode;
  readonly owned: boolean;
  readonly status: Status;
  /** Since when it has this status. */
  readonly since: Instant;
  readonly conditions: readonly Condition[];
  /** Where the role is declared; `null` once nothing declares it. */
  readonly spec: ObservedSpec | null;
  readonly checkedAt: Instant;
  /** When Rolecall last wrote it. */
  readonly changedAt: Instant | null;
  /** As of the last check that could judge it; after a correction, what was corrected. */
  readonly drift: readonly Drift[];
  /** What was last corrected; whoever did it may become known later. */
  readonly corrected?: { readonly at: Instant; readonly drift: readonly Drift[] };
  readonly reasons: readonly Reason[];
  /** The content of attached and boundary policies that counts as accepted, by ARN. */
  readonly policies: Readonly<Record<string, PolicyContent>>;
  /** When a person last accepted it; absent where all of it is what was seen first. */
  readonly acceptedAt?: Instant;
  /** Units that drifted back, by unit. */
  readonly relapses: Readonly<Record<string, Relapse>>;
}

export interface ObservedSpec extends Source {
  /** Of the compiled declaration: another hash means that the spec asks for something else. */
  readonly hash: string;
  /** Other files that declare the role as well, which is why it is stopped. */
  readonly alsoIn?: readonly string[];
}

/** A unit that somebody keeps changing back. */
export interface Relapse {
  /** When it was corrected, within the last hour. */
  readonly corrected: readonly Instant[];
  /** When it drifted back, within the last hour. */
  readonly driftedBack: readonly Instant[];
  /** Its next correction waits until then; `null` while it does not back off. */
  readonly waitsUntil: Instant | null;
  /** How long the last wait was. */
  readonly waitSeconds: number;
}

export interface RunRecord {
  readonly runId: string;
  readonly trigger: string;
  readonly scope: 'all' | 'named';
  readonly startedAt: Instant;
  readonly seconds: number;
  readonly mode: Mode;
  readonly complete: boolean;
  readonly summary: Summary;
  /** Open drift by direction. */
  readonly drift: Readonly<Record<Drift['access'], number>>;
  /** IAM calls that changed something. */
  readonly writes: number;
}
