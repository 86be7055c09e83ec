import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commonExample, contains, example, matches, overlaps } from '../../iam/pattern.ts';

describe('A string that two patterns match', () => {
  test.each([
    ['', '', ''],
    ['a', 'a', 'a'],
    ['*', '*', 'sample'],
    ['*', 'abc', 'abc'],
    ['abc', '*', 'abc'],
    ['a*', 'ab', 'ab'],
    ['a*', 'a', 'a'],
    ['a?', 'a?', 'ax'],
    ['a?', 'ab', 'ab'],
    ['ab', 'a?', 'ab'],
    ['a*', '*b', 'asampleb'],
    ['*b', 'a*', 'asampleb'],
    ['a*', 'a*', 'asample'],
    ['a*c', 'a?c', 'axc'],
    ['?', '*', 'x'],
    ['*', '??', 'xx'],
    ['a${*}', 'a*', 'a*'],
    ['*', '${?}', '?'],
    ['${*}b', '?b', '*b'],
    ['s3:Get*', 's3:*Object', 's3:GetsampleObject'],
    ['arn:aws:s3:::*/a', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/a'],
  ])('%j and %j is %j', (one, other, expected) => {
    expect(commonExample(one, other)).toBe(expected);
  });

  test.each([
    ['a', 'b'],
    ['a*', 'b*'],
    ['*a', '*b'],
    ['a', 'a?'],
    ['', '?'],
    ['a?', 'a'],
    ['*aa*', 'b'],
    ['${*}', 'a'],
    // A variable is not resolved, so nothing is known to match.
    ['${aws:username}', '*'],
    ['*', 'a/${aws:username}'],
  ])('%j and %j does not exist', (one, other) => {
    expect(commonExample(one, other)).toBeUndefined();
  });
});

const piece = fc.constantFrom('a', 'b', '/', '*', '?', '${*}', '${?}', '$');
const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const RUNS = { numRuns: Math.ceil(SCALE * 100) };

describe('Two patterns', () => {
  test('have a common example exactly if they overlap, and both match it', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const common = commonExample(one, other);
        expect(common !== undefined).toBe(overlaps(one, other));
        if (common !== undefined) expect([matches(one, common), matches(other, common)]).toEqual([true, true]);
      }),
      RUNS,
    );
  });

  test('that contain each other agree on every example', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (outer, inner, third) => {
        const common = commonExample(inner, third);
        if (common !== undefined && contains(outer, inner)) expect(matches(outer, common)).toBe(true);
        expect(matches(inner, example(inner))).toBe(true);
      }),
      RUNS,
    );
  });
});
