import { describe, expect, test } from '@jest/globals';
import { readJson } from '../../iam/policy/json.ts';

describe('Reading JSON', () => {
  test.each([
    ['0', '0'],
    ['-1.5', '-1.5'],
    ['1e5', '1e5'],
    ['1E+5', '1E+5'],
    ['1.50e-5', '1.50e-5'],
    ['12345678901234567890', '12345678901234567890'],
    ['[1,-2,3]', ['1', '-2', '3']],
    ['{"a":1,"b":[2]}', { a: '1', b: ['2'] }],
    ['"1"', '1'],
    ['"\\"1"', '"1'],
    ['["\\\\",1]', ['\\', '1']],
    ['["a\\\\\\"b",1]', ['a\\"b', '1']],
    ['[true,null]', [true, null]],
  ])('keeps the digits of every bare number: %s', (text, value) => {
    expect(readJson(text)).toEqual({ value, problems: [] });
  });

  const twice = (name: string) => `"${name}" is given twice. Keep one; IAM refuses the same element twice.`;

  test.each([
    ['{"a":"1","a":"2"}', '/a', 'a'],
    ['{"a" :"1","a" :"2"}', '/a', 'a'],
    ['{"a"\n:"1","a"\n:"2"}', '/a', 'a'],
    ['{"a"\r:"1","a"\r:"2"}', '/a', 'a'],
    ['{"a"\t:"1","a"\t:"2"}', '/a', 'a'],
    ['{"a":1,"\\u0061":2}', '/a', 'a'],
    ['{"a":{"b":1,"b":2}}', '/a/b', 'b'],
    ['{"a":[{},{"b":1,"b":2}]}', '/a/1/b', 'b'],
    ['[["x","y"],{"b":1,"b":2}]', '/1/b', 'b'],
    ['[{"a":1,"c":2},{"b":1,"b":2}]', '/1/b', 'b'],
    ['{"a":[1,2],"b":1,"b":2}', '/b', 'b'],
    ['{"a/b":{"~":1,"~":2}}', '/a~1b/~0', '~'],
    ['{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"b":1,"b":2}}}}}}}}', '/a/a/a/a/a/a/a/b', 'b'],
  ])('notes a member given twice: %s', (text, path, name) => {
    expect(readJson(text).problems).toEqual([{ path, message: twice(name) }]);
  });

  test.each([
    ['members of different objects', '[{"a":1},{"a":1},{"b":{"a":1}}]'],
    ['a value that is spelt like a member', '{"a":"b","b":"a"}'],
    ['a value with a colon behind its quote', '{"a":"x\\":","b":"x\\":"}'],
    ['a member twice in an object that lies deeper than any of a policy', `${'[{"a":'.repeat(9)}{"b":1,"b":2}${'}]'.repeat(9)}`],
  ])('has nothing against %s', (_name, text) => {
    expect(readJson(text).problems).toEqual([]);
  });

  test.each([['%7B%22Version%22'], ['\n %7b%22Version%22']])('says that %j is still URL-encoded', (text) => {
    expect(readJson(text).problems[0]?.message).toBe('The document is still URL-encoded. Decode it once and give the JSON text.');
  });

  test.each([['{"a":"%7B"'], ['x%7B'], ['']])('does not say so of %j', (text) => {
    expect(readJson(text).problems[0]?.message).toMatch(/^The document is not JSON \(.+\)\. Write one JSON object/);
  });
});
