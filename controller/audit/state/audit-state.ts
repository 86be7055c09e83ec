import type { DefinitionAudit, Need } from '../../../audit/types.ts';
import type { Severity } from '../../../specs/types.ts';
import type { Instant } from '../../state/state.ts';

/** What is kept of one revision of a task definition; one object each, written by compare-and-swap. */
export interface StoredAudit {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'TaskDefinitionAudit';
  readonly region: string;
  readonly family: string;
  /** `null` where it could not be described, and nothing named a revision. */
  readonly revision: number | null;
  /** With its own roles; `null` while only runs with other roles were seen. */
  readonly own: AuditEntry | null;
  /** Runs that gave it other roles, one for each pair of roles, the latest first. */
  readonly overrides: readonly AuditEntry[];
}

/** What one run of the audit said. */
export interface AuditEntry {
  readonly auditedAt: Instant;
  readonly runId: string;
  /** `RegisterTaskDefinition`, `sweep`, … */
  readonly trigger: string;
  /** An event found a role missing that may be on its way: it is looked at again, and only then it counts. */
  readonly pendingAgain: boolean;
  /** Of the CloudTrail events that led to it, the latest first, a limited number. */
  readonly eventIds: readonly string[];
  readonly audit: DefinitionAudit;
}

/** What must be known of all current task definitions at once; one object. */
export interface AuditIndex {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'AuditIndex';
  readonly account: string;
  /** By name. */
  readonly regions: Readonly<Record<string, IndexedRegion>>;
}

export interface IndexedRegion {
  /** When all of the region was last looked at; `null` if it never was. */
  readonly sweptAt: Instant | null;
  /** Since when only others were swept: of what was known before the last sweep of those nothing is kept. Absent where it is swept. */
  readonly leftAt?: Instant;
  /** Whether tasks were seen to be set up there since, so that it is not known what needs which execution role. */
  readonly isUsed?: boolean;
  /** By `family:revision`. */
  readonly definitions: Readonly<Record<string, IndexedDefinition>>;
}

export interface IndexedDefinition {
  /** As the task definition names it. */
  readonly executionRole: string | null;
  /** Of its execution role; `null`: it could not be described, so they are not known. */
  readonly needs: readonly Need[] | null;
  /** The worst of what no waiver mutes; `null` where nothing is wrong. */
  readonly severity: Severity | null;
  /** How many there are of each severity that no waiver mutes; severities without any are left out. */
  readonly findings: Readonly<Partial<Record<Severity, number>>>;
  /** Names what the audit said: another hash means that it says something else. */
  readonly hash: string;
  readonly auditedAt: Instant;
}
