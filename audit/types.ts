import type { Access } from '../iam/evaluation/types.ts';
import type { Grant } from '../specs/grants/grant-table.ts';
import type { DeclaredRole, Guards, Problem, Severity, Waiver } from '../specs/types.ts';
import type { RuleId } from './rules/rule-ids.ts';
import type { TaskDefinition } from './task-definition/types.ts';

/** Which of a task definition's two roles. */
export type RoleUse = 'task' | 'execution';

/** One permission that a role must have for the task to start, or to mount what it mounts. */
export interface Need extends Grant {
  readonly use: RoleUse;
  /** What ECS calls, where that is more exact than the grant's resource; by default the grant's actions on its resource. */
  readonly requests: readonly NeededRequest[];
  /** What it is for, in words that finish "the role cannot …": `pull the image orders-api:1`. */
  readonly purpose: string;
  /** JSON pointers to all places that need it; the first is the grant's `origin`. */
  readonly origins: readonly string[];
  /** The policy that may grant it instead or must grant it besides, and cannot be seen from here; `null` if there is none. */
  readonly resourcePolicy: ResourcePolicy | null;
}

export interface NeededRequest {
  readonly action: string;
  /** An ARN; where a part of it is not known, a pattern of it. */
  readonly resource: string;
  /** Whether `resource` is a pattern: every ARN that it matches may be asked for. */
  readonly isPattern: boolean;
  /** Another ARN that IAM may look at in its place: where only one of both is allowed, nothing is certain. */
  readonly otherForm?: string;
  /** Condition keys in lower case that are known of this very call; `null` for one that it does not carry. */
  readonly known?: Readonly<Record<string, string | null>>;
}

/** A policy of the resource itself. */
export interface ResourcePolicy {
  /** In words: `the repository policy`. */
  readonly name: string;
  /** `instead`: of the same account, either is enough. `besides`: of another account, both are needed. */
  readonly counts: 'instead' | 'besides';
}

/** Something that a task definition states and that names nothing usable, or that no policy can answer. */
export interface Unverified {
  readonly use: RoleUse;
  /** JSON pointers into the task definition. */
  readonly origins: readonly string[];
  /** A sentence for people: what is not known, and what would tell. */
  readonly message: string;
}

export interface Needs {
  readonly needs: readonly Need[];
  /** Needs that cannot be named: a placeholder for an image, a hidden value, an unknown region. */
  readonly unverified: readonly Unverified[];
}

/** A role as the audit judges it. */
export interface AuditedRole {
  /** As IAM spells it. */
  readonly name: string;
  readonly arn: string;
  /** `declared`: as its spec wants it to be, live filling in what the spec leaves alone. */
  readonly judged: 'live' | 'declared';
  /** Declared, and not created yet. */
  readonly pending: boolean;
  /** Trust policy, boundary and policies, as far as they could be read. */
  readonly access: Access;
  /** Documents that could not be read or parsed (`trustPolicy`, `permissionsBoundary`, an ARN, an inline policy's name), which may allow or deny anything. */
  readonly unread: readonly string[];
  /** ARNs of the attached policies. */
  readonly managedPolicies: readonly string[];
  readonly permissionsBoundary: string | null;
  /** What declares it, also where that cannot be used; `null` if nothing does, or no specs were given. */
  readonly declared: Pick<DeclaredRole, 'kind' | 'labels' | 'source'> | null;
  /** Units in which live differs from the spec and is not meant to; empty also where nothing was compared. */
  readonly drift: readonly string[];
}

/** What is known of a role that a task definition names. */
export type RoleSubject =
  | { readonly state: 'present'; readonly role: AuditedRole }
  /** `elsewhere`: the ARN of the role of that name, where it lies in another path than the reference says, so that ECS cannot assume it. */
  | { readonly state: 'absent'; readonly elsewhere?: string }
  /** A sentence for people. */
  | { readonly state: 'unknown'; readonly reason: string };

/** Roles that a call gave a task instead of its task definition's. */
export interface RoleOverrides {
  readonly call: 'RunTask' | 'StartTask';
  readonly taskRole: string | null;
  readonly executionRole: string | null;
  /** Who called; `null` where nothing says. */
  readonly by: string | null;
}

/** A task definition to be audited, or why it could not be described. */
export type AuditedDefinition =
  | {
      readonly described: true;
      readonly definition: TaskDefinition;
      readonly overrides: RoleOverrides | null;
      /** The file it was read from, as the user named it; `null` if it is live. */
      readonly file: string | null;
    }
  | {
      readonly described: false;
      readonly family: string;
      readonly revision: number | null;
      readonly arn: string | null;
      readonly region: string | undefined;
      /** A sentence for people: why. */
      readonly reason: string;
    };

/** All that an audit is made of. */
export interface AuditInput {
  readonly accountId: string;
  readonly partition: string;
  readonly definitions: readonly AuditedDefinition[];
  /** @param reference an ARN of the account or a name, as a task definition has it */
  readonly roleOf: (reference: string) => RoleSubject;
  /** Whether specs were given, so that a role that none declares is worth a word. */
  readonly hasSpecs: boolean;
  readonly waivers: readonly Waiver[];
  readonly guards: Guards;
  /** What current task definitions beside the given ones need of an execution role, by its folded name. */
  readonly otherNeeds: ReadonlyMap<string, readonly Need[]>;
  /** Whether all current task definitions are given or in `otherNeeds`, so that what none needs nobody needs. */
  readonly isWhole: boolean;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** What a finding rests on; lists are empty where there is nothing of the kind. */
export interface Evidence {
  /** JSON pointers into the task definition. */
  readonly origins: readonly string[];
  readonly actions: readonly string[];
  /** ARNs, or patterns of them. */
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  /** The deciding statements. */
  readonly statements: readonly StatementReference[];
  /** Units of drift, sets of actions, names: whatever else there is, in words. */
  readonly details: readonly string[];
}

export interface StatementReference {
  /** An inline policy's name, an attached policy's ARN, `boundary` or `trust`. */
  readonly policy: string;
  /** Empty where the statement has none. */
  readonly sid: string;
  /** In the document as Rolecall orders it, from 0. */
  readonly index: number;
}

/** What to do, to be pasted. */
export interface Remedy {
  /** A sentence for people. */
  readonly text: string;
  /** Commands for a POSIX shell; `null` where there is none that fits. */
  readonly command: string | null;
  /** A piece of a spec, YAML; `null` where there is none that fits. */
  readonly spec: string | null;
}

/** What a rule finds, before waivers. */
export interface Violation {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** The role's name as IAM spells it, or as the task definition names it; `null` where it is about none. */
  readonly role: string | null;
  /** One sentence without a full stop, not escaped. */
  readonly message: string;
  readonly evidence: Evidence;
  readonly remedy: Remedy;
}

export interface Finding extends Violation {
  /** The waiver that mutes it; `null` if none does. */
  readonly waived: { readonly waiver: string; readonly reason: string; readonly expires: string } | null;
}

/** What the audit says of one task definition. */
export interface DefinitionAudit {
  readonly arn: string | null;
  readonly family: string;
  readonly revision: number | null;
  readonly region: string | null;
  readonly file: string | null;
  readonly taskRole: string | null;
  readonly executionRole: string | null;
  readonly overrides: RoleOverrides | null;
  readonly registeredBy: string | null;
  /** `declared` if a role was judged as its spec wants it to be. */
  readonly judged: 'live' | 'declared';
  /** Names of roles that are declared and not created yet. */
  readonly pending: readonly string[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly unverified: readonly Unverified[];
}

/** By severity, without what is waived. */
export interface AuditSummary {
  readonly taskDefinitions: number;
  /** Task definitions whose roles could be read, and without a finding that is not waived. */
  readonly clean: number;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly info: number;
  readonly waived: number;
  readonly unverified: number;
}

/** What `audit` decides: an {@link AuditReport} without the run that it was made in. */
export interface AuditResult {
  readonly summary: AuditSummary;
  readonly taskDefinitions: readonly DefinitionAudit[];
  /** Of no task definition: waivers that are over or mute nothing. */
  readonly findings: readonly Finding[];
}

/** The outcome of one audit, as it is shown, stored and sent. */
export interface AuditReport extends AuditResult {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'AuditReport';
  readonly runId: string;
  readonly trigger: string;
  /** Whether everything that was asked for could be described and read. */
  readonly complete: boolean;
  readonly account: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What was not looked at anywhere, said once. */
  readonly notices: readonly string[];
  readonly problems: readonly Problem[];
}
