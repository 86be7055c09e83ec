import { describe, expect, test } from '@jest/globals';
import { policiesEqual, sameMeaning } from '../../iam/policy/equality.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind, PolicySide } from '../../iam/policy/types.ts';
import { caseFiles } from './cases.ts';

interface EqualityCase {
  readonly name: string;
  readonly source: string;
  readonly kind: PolicyKind;
  /** Two documents, as JSON or as text, in an account of `partition` (by default `aws`). */
  readonly given: { readonly a: unknown; readonly b: unknown; readonly partition?: string; readonly side?: PolicySide };
  /** `invalid`: at least one is refused, so that the two are never called equal. */
  readonly expect: 'equal' | 'different' | 'invalid';
  /** Whether they mean the same, where that is the point. */
  readonly meaning?: 'same' | 'different';
}

function judge({ kind, given }: EqualityCase): Pick<EqualityCase, 'expect' | 'meaning'> {
  const [a, b] = [given.a, given.b].map((document) =>
    parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), kind, given.partition ?? 'aws', given.side),
  );
  if (!a?.ok || !b?.ok) return { expect: 'invalid' };
  const isEqual = policiesEqual(a.policy, b.policy);
  return { expect: isEqual ? 'equal' : 'different', meaning: sameMeaning(a.policy, b.policy) ? 'same' : 'different' };
}

describe.each(caseFiles<EqualityCase>('policy-equality'))('Equality of policies: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const judged = judge(each);
    expect(judged.expect).toBe(each.expect);
    if (each.meaning !== undefined) expect(judged.meaning).toBe(each.meaning);
    if (each.expect === 'equal') expect(judged.meaning).toBe('same');
    expect(each.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
