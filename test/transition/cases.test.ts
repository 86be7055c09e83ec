import { describe, expect, test } from '@jest/globals';
import { documentOf, sharedAllows } from '../../iam/combine.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { Obstacle } from '../../reconciler/transition/plan-transition.ts';
import { policyOf, readCases } from '../evaluation/cases.ts';
import { type GivenTransition, toldTransition } from './given.ts';

interface ExpectedTransition {
  /** In their order: the call, what it is about, and the document if there is one. */
  readonly calls?: readonly (string | readonly [string, unknown])[];
  /** Whether something that both roles allow is missing on the way; no, unless said. */
  readonly gap?: boolean;
  /** Why there are no calls. */
  readonly obstacle?: Obstacle;
}

describe.each(readCases<GivenTransition, ExpectedTransition>('transition'))('From one role to another: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    (_name, { given, expect: { calls, gap = false, obstacle } }) => {
      expect(toldTransition(given)).toEqual(obstacle === undefined ? { calls, gap } : { obstacle });
    },
  );
});

interface GivenDocuments {
  readonly kind?: PolicyKind;
  /** Statements, or whole documents. */
  readonly a: object;
  readonly b: object;
}

/** The statements that allow what both allow; `[]` where nothing is allowed by both, or where it cannot be written. */
type Shared = readonly object[];

function sharedBy({ kind = 'identity', a, b }: GivenDocuments): Shared {
  const [left, right] = [policyOf(a, kind), policyOf(b, kind)];
  const document = documentOf(left.version, sharedAllows(left, right));
  return document === undefined ? [] : JSON.parse(document.key).Statement;
}

describe.each(readCases<GivenDocuments, Shared>('shared-access'))('What two documents both allow: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { given, expect: shared }) => {
    expect(sharedBy(given)).toEqual(shared);
    expect(sharedBy({ ...given, a: given.b, b: given.a })).toEqual(shared);
  });
});
