import type { Guards, Severity } from '../../specs/types.ts';
import type { TaskDefinition } from '../task-definition/types.ts';
import type { Evidence, Need, Needs, RoleOverrides, RoleSubject, RoleUse, Violation } from '../types.ts';
import type { RuleId } from './rule-ids.ts';

/** A role, and the uses that the task definition or the overriding call makes of it. */
export interface UsedRole {
  /** As the task definition names it. */
  readonly reference: string;
  /** The last part of the reference, or as IAM spells it. */
  readonly name: string;
  readonly uses: readonly RoleUse[];
  readonly subject: RoleSubject;
}

/** Needs that were looked up in a role. */
export interface JudgedNeed {
  readonly need: Need;
  readonly verdict: 'met' | 'missing' | 'unverifiable';
  /** Actions that are not met. */
  readonly actions: readonly string[];
  /** The deciding statements; none where nothing allows. */
  readonly statements: Evidence['statements'];
  /** Whether it is the permissions boundary alone that does not allow it. */
  readonly byBoundary?: boolean;
}

/** What a rule looks at: one task definition with its roles. */
export interface Subject {
  readonly definition: TaskDefinition;
  /** The file that it was read from; `null` or left out if it is live. */
  readonly file?: string | null;
  readonly overrides: RoleOverrides | null;
  /** Each role once. An override takes the place of the task definition's own role. */
  readonly roles: readonly UsedRole[];
  readonly needs: Needs;
  /** Needs, with what the role in question says; empty for a use whose role is not present. */
  readonly judgedNeeds: readonly JudgedNeed[];
  readonly accountId: string;
  readonly partition: string;
  readonly guards: Guards;
  readonly hasSpecs: boolean;
  /** What all current task definitions need of the execution role, this one included; one and the same list for all that share the role. */
  readonly sharedNeeds: readonly Need[];
  /** Whether those are all there are. */
  readonly isWhole: boolean;
}

/** What a rule's unit says; the rule's id is added by whoever calls it. */
export type Found = Omit<Violation, 'rule'>;

/** What a rule says to people. The texts are Markdown and become the documentation. */
export interface RuleText {
  readonly id: RuleId;
  /** Each severity that it can have, worst first, and when. */
  readonly severities: readonly (readonly [severity: Severity, when: string])[];
  /** One sentence: what is wrong. */
  readonly what: string;
  /** What comes of it. */
  readonly why: string;
  /** What it looks at, and what it takes for no violation. */
  readonly evidence: string;
  readonly remedy: string;
  /** AWS pages and others that the rule rests on. */
  readonly sources: readonly string[];
}

/** A rule that looks at one task definition; a few others are about waivers, or about what could not be described. */
export interface Rule extends RuleText {
  /** Pure; order does not matter. */
  readonly judge: (subject: Subject) => readonly Found[];
}
