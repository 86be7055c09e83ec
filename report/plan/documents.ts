import { canonicalPolicy } from '../../iam/policy/canonical.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';
import type { ManagedDocument } from '../../reconciler/drift/judge.ts';
import type { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { Change } from './changes.ts';

/** The account that a plan is for, and the text of its attached policies where it was read. */
export interface PlanAccount {
  readonly accountId: string;
  readonly policies: PolicyReader;
  readonly managed: ManagedDocument;
}

/** A document on one side of a change: `undefined` for none. */
export type Side = Policy | undefined | 'unknown';

/** Which grammar the document of a unit follows; `undefined` for units that are none, and for a boundary, which only limits. */
export function documentKind(unit: string): PolicyKind | undefined {
  if (unit === 'trustPolicy') return 'trust';
  return /^(?:inline|managed)Policies\[/.test(unit) ? 'identity' : undefined;
}

/** The documents before and after a change. */
export function sidesOf({ unit, before, after }: Change, kind: PolicyKind, account: PlanAccount): readonly [Side, Side] {
  const side = (value: Change['after']): Side => {
    if (value === null) return undefined;
    const text = unit.startsWith('managedPolicies[') ? account.managed(String(value)) : String(value);
    return account.policies.policy(text, kind) ?? 'unknown';
  };
  return [side(before), side(after)];
}

/** Several documents of a role as one; `undefined` for none, and `unknown` where that would change what they say. */
export function merged(policies: readonly Policy[]): Side {
  const [first] = policies;
  if (first === undefined) return undefined;
  if (policies.some(({ version }) => version !== first.version)) return 'unknown';
  return canonicalPolicy(
    first.version,
    policies.flatMap(({ statements }) => statements),
  );
}
