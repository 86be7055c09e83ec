import type { AuditSummary, DefinitionAudit, Finding } from '../../audit/types.ts';
import type { RoleReport, Summary } from '../../reconciler/types.ts';
import type { Mode, Problem } from '../../specs/types.ts';

/** ISO 8601, UTC. */
type Instant = string;

/** The policies of a role by name, as it was last read. */
export interface HeldPolicies {
  /** ARNs: attached, and its boundary. */
  readonly managed: readonly string[];
  /** `null` where nobody knows: the controller remembers none. */
  readonly inline: readonly string[] | null;
  /** The one of `managed` that is only its boundary; absent also where that is not known. */
  readonly boundary?: string;
}

/** A role, as a drift report has it, and what is remembered of it where somebody remembers. */
export interface OverviewRole extends RoleReport {
  readonly labels: Readonly<Record<string, string>>;
  /** Since when it has this status; `null` where nothing is remembered. */
  readonly since: Instant | null;
  /** Absent where they are not known. */
  readonly policies?: HeldPolicies;
}

/** Something wrong, by what it is known by. */
export interface OverviewItem {
  /** A role's name or a task-definition family. */
  readonly subject: string;
  /** A unit of drift or a rule. */
  readonly what: string;
  readonly severity: Finding['severity'];
}

/** One run, for trends. */
export interface TrendPoint {
  readonly at: Instant;
  readonly inSync: number;
  readonly drifted: number;
  /** Refused, failed, unknown or invalid. */
  readonly stuck: number;
  /** Open drift by which live allows more than its spec. */
  readonly wider: number;
}

/** The account's state and its audits at one moment: what the scheduled report says, and the report that people open. */
export interface Overview {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'Overview';
  readonly account: string;
  readonly owner: string;
  readonly mode: Mode;
  /** It is of a single look at the account, which changed nothing; absent where it is of what the controller knows. */
  readonly onTheSpot?: true;
  readonly madeAt: Instant;
  /** Whether everything that it tells of could be read. */
  readonly complete: boolean;
  readonly summary: Summary;
  /** `null` where no task definition was audited. */
  readonly audit: AuditSummary | null;
  /** Of the roles that current task definitions use, how many a spec declares; `null` where that is not known. */
  readonly coverage: { readonly declared: number; readonly inUse: number } | null;
  /** Against the report before; `null` where there is none. */
  readonly changes: {
    readonly since: Instant;
    readonly appeared: readonly OverviewItem[];
    readonly gone: readonly OverviewItem[];
  } | null;
  /** Oldest first. */
  readonly trend: readonly TrendPoint[];
  /** The roles that drifted most often, and who did it as far as that is known; most often first. */
  readonly mostDrifting: readonly { readonly role: string; readonly times: number; readonly by: readonly string[] }[];
  /** Waivers that are over within thirty days, or are over already. */
  readonly expiringWaivers: readonly { readonly name: string; readonly expires: string; readonly findings: readonly string[] }[];
  /** Roles that carry our tag and that nothing declares. */
  readonly orphans: readonly string[];
  /** Declared task and execution roles that no current task definition uses; `null` where that is not known. */
  readonly unusedSpecs: readonly string[] | null;
  /** Worst first. */
  readonly roles: readonly OverviewRole[];
  /** Worst first. */
  readonly taskDefinitions: readonly DefinitionAudit[];
  readonly notices: readonly string[];
  readonly problems: readonly Problem[];
}
