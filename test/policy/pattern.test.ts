import { describe, expect, test } from '@jest/globals';
import { contains, escapePattern, exactText, example, intersection, matches, overlaps } from '../../iam/pattern.ts';

describe('A pattern matches', () => {
  test.each([
    ['', ''],
    ['*', ''],
    ['*', 'a/b:c'],
    ['a', 'a'],
    ['a*', 'a'],
    ['*a', 'ba'],
    ['a*c', 'abbc'],
    ['a*b*c', 'axbxbc'],
    ['*ab', 'aab'],
    ['a**', 'a'],
    ['a?c', 'abc'],
    ['?', '*'],
    ['a${*}c', 'a*c'],
    ['a${?}c', 'a?c'],
    ['a${$}c', 'a$c'],
    ['a$c', 'a$c'],
    ['a\nb', 'a\nb'],
    ['*${*}', 'x*'],
  ])('%j the value %j', (pattern, value) => {
    expect(matches(pattern, value)).toBe(true);
  });

  test.each([
    ['', 'a'],
    ['a', ''],
    ['a', 'ab'],
    ['ab', 'a'],
    ['a', 'A'],
    ['?', ''],
    ['a?', 'a'],
    ['a?c', 'ac'],
    ['*a', 'ab'],
    ['a*', 'ba'],
    ['a*b*c', 'acb'],
    ['a${*}c', 'abc'],
    ['a${?}c', 'abc'],
    ['a${$}c', 'a${$}c'],
    ['${aws:username}', 'anna'],
    ['${aws:username}', '${aws:username}'],
    ['a?', 'a${*}'],
  ])('%j not the value %j', (pattern, value) => {
    expect(matches(pattern, value)).toBe(false);
  });

  test('and nothing but itself once it is escaped', () => {
    const text = 'a*?$${x}';
    expect(matches(escapePattern(text), text)).toBe(true);
    expect(escapePattern('a*?$')).toBe('a${*}${?}${$}');
  });
});

describe('A pattern matches one text alone', () => {
  test.each([
    ['', ''],
    ['a/b:c', 'a/b:c'],
    ['a${*}${?}${$}', 'a*?$'],
    ['$a', '$a'],
  ])('%j, namely %j', (pattern, text) => {
    expect(exactText(pattern)).toBe(text);
  });

  test.each(['*', 'a?', '${aws:username}', 'a${*}*'])('%j, never', (pattern) => {
    expect(exactText(pattern)).toBeUndefined();
  });
});

describe('A pattern covers all that another one matches', () => {
  test.each([
    ['*', 'a*'],
    ['*', '${aws:username}'],
    ['a*', 'a*'],
    ['a*', 'ab*'],
    ['a*', 'a?'],
    ['a*c', 'a*b*c'],
    ['?', 'a'],
    ['?', '${*}'],
    ['??*', '*??'],
    ['*??', '??*'],
    ['*?', '?*'],
    ['?*', 'ab*'],
    ['?*?', 'ab'],
    ['a?*', 'a*b'],
    ['a*', 'a${aws:username}'],
    ['a${aws:username}*', 'a${aws:username}b'],
    ['x?*y', 'x*?y'],
    ['**', '*'],
    ['*a*', '**a'],
  ])('%j covers %j', (outer, inner) => {
    expect(contains(outer, inner)).toBe(true);
  });

  test.each([
    ['a*', '*'],
    ['a', 'a*'],
    ['?', '*'],
    ['?', ''],
    ['?*', '*'],
    ['??*', '?*'],
    ['a?', 'a*'],
    ['?', '${aws:username}'],
    ['a*', '${aws:username}'],
    ['${aws:username}', '*'],
    ['${aws:username}', '${aws:userid}'],
    ['ab', 'a?'],
    ['a*b', 'a*'],
    ['*a', 'a*'],
    ['??', '???'],
  ])('%j does not cover %j', (outer, inner) => {
    expect(contains(outer, inner)).toBe(false);
  });
});

describe('Two patterns', () => {
  test.each([
    ['a*', '*b'],
    ['a', 'a'],
    ['', '*'],
    ['*', '*'],
    ['a?c', 'ab*'],
    ['*', ''],
    ['a*', 'a'],
    ['${aws:username}', 'anna'],
    ['home/${aws:username}', 'home/*'],
    ['${*}', '?'],
    ['**', 'ab'],
    ['a*c', '*b*'],
    ['', '**'],
  ])('%j and %j may match the same', (a, b) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([true, true]);
  });

  test.each([
    ['a*', 'b*'],
    ['a', 'ab'],
    ['a', ''],
    ['?', ''],
    ['*a', '*b'],
    ['a?', 'a'],
    ['a?c', 'a*d'],
    ['home/${aws:username}', 'work/*'],
    ['${*}', 'a'],
    ['a*b', 'a'],
    ['*ab', 'b'],
  ])('%j and %j never do', (a, b) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([false, false]);
  });

  test.each([
    ['a*', 'ab', 'ab'],
    ['ab', 'a*', 'ab'],
    ['a', 'a', 'a'],
    ['a*', '*b', undefined],
    ['a', 'b', undefined],
  ])('%j and %j share %j', (a, b, shared) => {
    expect(intersection(a, b)).toBe(shared);
  });
});

describe('An example', () => {
  test.each([
    ['s3:Get*', 's3:Getsample'],
    ['a?c', 'axc'],
    ['${*}${?}${$}', '*?$'],
    ['home/${aws:username}/*', 'home/${aws:username}/sample'],
    ['', ''],
  ])('of %j is %j', (pattern, value) => {
    expect(example(pattern)).toBe(value);
  });
});
