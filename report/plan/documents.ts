import { canonicalPolicy } from '../../iam/policy/canonical.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import type { ManagedDocument } from '../../reconciler/drift/judge.ts';
import type { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { Change } from './changes.ts';

/** What a plan knows beside what it reports. Roles are by the name under which they are reported. */
export interface PlanKnowledge {
  /** Attached policies as far as they were read. */
  readonly managed: ManagedDocument;
  /** Existing roles as they are; without one, what it has beside what changes is not known. */
  readonly live: ReadonlyMap<string, Role>;
  /** Roles as their specs declare them. */
  readonly declared: ReadonlyMap<string, Role>;
  /** The account's own; without one it is guessed. */
  readonly partition?: string | undefined;
  /** The boundary that the guards put on whatever is enforced and declares none. */
  readonly requiredBoundary?: string | undefined;
}

/** The account that a plan is for, and what is known of it. */
export interface PlanAccount extends PlanKnowledge {
  readonly accountId: string;
  readonly policies: PolicyReader;
}

/** A document on one side of a change: `undefined` for none. */
export type Side = Policy | undefined | 'unknown';

/** Which grammar the document of a unit follows; `undefined` for units that are none, and for a boundary, which only limits. */
export function documentKind(unit: string): PolicyKind | undefined {
  if (unit === 'trustPolicy') return 'trust';
  return /^(?:inline|managed)Policies\[/.test(unit) ? 'identity' : undefined;
}

/** The document that a unit's value stands for. */
export function sideOf(unit: string, value: Change['after'], kind: PolicyKind, account: PlanAccount): Side {
  if (value === null) return undefined;
  const text = unit.startsWith('managedPolicies[') ? account.managed(String(value)) : String(value);
  return account.policies.policy(text, kind) ?? 'unknown';
}

/** The documents before and after a change. */
export function sidesOf({ unit, before, after }: Change, kind: PolicyKind, account: PlanAccount): readonly [Side, Side] {
  return [sideOf(unit, before, kind, account), sideOf(unit, after, kind, account)];
}

export function isKnown(side: Side): side is Policy {
  return side !== undefined && side !== 'unknown';
}

/** Several documents of a role as one; `undefined` for none, and `unknown` where that would change what they say. */
export function merged(policies: readonly Policy[]): Side {
  const [first] = policies;
  if (first === undefined) return undefined;
  const isMixed = policies.some(({ version }) => version !== first.version);
  if (isMixed && policies.some(hasVariables)) return 'unknown';
  return canonicalPolicy(
    first.version,
    policies.flatMap(({ statements }) => statements),
  );
}

/** Only what variables mean depends on the version. */
function hasVariables({ statements }: Policy): boolean {
  return JSON.stringify(statements).includes('${');
}

/** The documents of a change as texts, as far as they are known; of other units their values. */
export function textsOf({ unit, before, after }: Change, { managed }: PlanAccount): readonly string[] {
  return [before, after].flatMap((value) => {
    if (value === null) return [];
    return (unit.startsWith('managedPolicies[') ? managed(String(value)) : String(value)) ?? [];
  });
}
