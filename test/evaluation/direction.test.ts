import { describe, expect, it } from '@jest/globals';
import { boundaryDirection, direction } from '../../iam/evaluation/direction.ts';
import { explainDifference } from '../../iam/evaluation/explain.ts';
import type { Direction } from '../../iam/policy/types.ts';
import { type Document, policyOf, readCases } from './cases.ts';

interface Given {
  readonly kind: 'identity' | 'trust' | 'boundary';
  /** `null` when the document is not there. */
  readonly desired: Document | null;
  readonly observed: Document | null;
}

interface Expect {
  readonly direction: Direction;
  readonly explanation?: readonly string[];
}

const MIRRORED: Readonly<Record<Direction, Direction>> = {
  wider: 'narrower',
  narrower: 'wider',
  same: 'same',
  different: 'different',
};

function decide({ kind, desired, observed }: Given): Direction {
  const parse = (document: Document | null) =>
    document === null ? null : policyOf(document, kind === 'trust' ? 'trust' : 'identity');
  if (kind === 'boundary') return boundaryDirection(parse(desired), parse(observed));
  return direction(parse(desired) ?? undefined, parse(observed) ?? undefined);
}

function explain({ kind, desired, observed }: Given): readonly string[] {
  const documentKind = kind === 'trust' ? 'trust' : 'identity';
  const parse = (document: Document | null) => (document === null ? undefined : policyOf(document, documentKind));
  return explainDifference(parse(desired), parse(observed), documentKind);
}

describe.each(readCases<Given, Expect>('direction'))('direction: %s', (_file, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    expect(decide(given)).toBe(expected.direction);
    expect(decide({ ...given, desired: given.observed, observed: given.desired })).toBe(MIRRORED[expected.direction]);
    if (expected.explanation) expect(explain(given)).toEqual(expected.explanation);
  });
});

describe('direction', () => {
  const allow = (resource: object) => policyOf([{ Effect: 'Allow', Action: 'sqs:SendMessage', ...resource }], 'identity');
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';

  it.each<readonly [Direction, string, object, object]>([
    ['same', 'and what AWS completes it to', { Resource: 'arn:aws:sqs' }, { Resource: 'arn:aws:sqs:*:*:*' }],
    ['narrower', 'and one of its resources', { Resource: 'arn:aws:sqs' }, { Resource: queue }],
    ['different', 'that is left out and one of its resources', { NotResource: 'arn:aws:sqs' }, { Resource: queue }],
  ])('is "%s" for an incomplete ARN %s', (expected, _what, desired, observed) => {
    expect(direction(allow(desired), allow(observed))).toBe(expected);
  });

  it('answers "different" in good time for documents too large to compare', () => {
    const many = (letter: string) => Array.from({ length: 1500 }, (_, index) => `s3:${letter}${index}*`);
    const arns = Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::b${index}/*`);
    const statement = (letter: string) => [{ Effect: 'Allow', Action: many(letter), Resource: arns }];
    expect(direction(policyOf(statement('a'), 'identity'), policyOf(statement('b'), 'identity'))).toBe('different');
  });
});
