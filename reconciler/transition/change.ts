import { boundaryDirection } from '../../iam/evaluation/direction.ts';
import type { Direction, Policy, PolicyKind } from '../../iam/policy/types.ts';
import type { ManagedDocument } from '../drift/judge.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';
import type { AccessState } from './access-state.ts';
import type { PolicyChange } from './policy-parts.ts';
import type { Change } from './strategies.ts';
import { CLOSED_TRUST, sharedTrust } from './trust.ts';

/** Where the documents behind texts and ARNs are found. */
export interface Documents {
  readonly policies: PolicyReader;
  readonly managed: ManagedDocument;
}

/** What lies between two states, with the documents parsed where they are known. */
export function changeOf(before: AccessState, after: AccessState, documents: Documents): Change {
  return {
    before,
    after,
    sharedTrust: sharedTrustOf(before.trust, after.trust, documents),
    boundary: boundaryChange(before.boundary, after.boundary, documents),
    policies: [...inlineChanges(before, after, documents), ...managedChanges(before, after, documents)],
  };
}

/** A trust policy that was not read may let anybody in, so nobody is let in on the way to or from it. */
function sharedTrustOf(beforeText: string, afterText: string, documents: Documents): string {
  const before = policyOf(beforeText, 'trust', documents);
  const after = policyOf(afterText, 'trust', documents);
  if (beforeText === afterText) return beforeText;
  if (before === undefined || after === undefined) return CLOSED_TRUST;
  return sharedTrust({ before, after, beforeText, afterText });
}

/** The new boundary seen from the old one; what cannot be read differs both ways. */
export function boundaryChange(before: string | null, after: string | null, documents: Documents): Direction {
  if (before === after) return 'same';
  if (after === null) return 'wider';
  if (before === null) return 'narrower';
  const [old, next] = [managedPolicy(before, documents), managedPolicy(after, documents)];
  return old === undefined || next === undefined ? 'different' : boundaryDirection(old, next);
}

function inlineChanges(before: AccessState, after: AccessState, documents: Documents): readonly PolicyChange[] {
  const names = new Set([...before.inline.keys(), ...after.inline.keys()]);
  const changed = [...names].filter((name) => before.inline.get(name) !== after.inline.get(name));
  return changed.map((name) => {
    const [beforeText, afterText] = [before.inline.get(name), after.inline.get(name)];
    const parsed = (text: string | undefined) => policyOf(text, 'identity', documents);
    return { kind: 'inline', name, beforeText, afterText, before: parsed(beforeText), after: parsed(afterText) };
  });
}

function managedChanges(before: AccessState, after: AccessState, documents: Documents): readonly PolicyChange[] {
  const arns = new Set([...before.managed, ...after.managed]);
  const changed = [...arns].filter((arn) => before.managed.has(arn) !== after.managed.has(arn));
  return changed.map((arn) => {
    const policy = managedPolicy(arn, documents);
    const there = (state: AccessState) => state.managed.has(arn);
    return {
      kind: 'managed',
      name: arn,
      beforeText: there(before) ? arn : undefined,
      afterText: there(after) ? arn : undefined,
      before: there(before) ? policy : undefined,
      after: there(after) ? policy : undefined,
    };
  });
}

/** The parsed document; `undefined` if there is none or it cannot be read. */
export function policyOf(text: string | undefined, kind: PolicyKind, { policies }: Documents): Policy | undefined {
  return policies.policy(text, kind);
}

export function managedPolicy(arn: string, documents: Documents): Policy | undefined {
  return policyOf(documents.managed(arn), 'identity', documents);
}
