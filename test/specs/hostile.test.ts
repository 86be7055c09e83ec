import { describe, expect, test } from '@jest/globals';
import { actionWarning } from '../../specs/aws/actions.ts';
import { readSpecs } from '../../specs/read.ts';
import { ACCOUNT, fileOf } from './given.ts';

const HEAD = 'apiVersion: rolecall/v1\nkind: TaskRole\nmetadata:\n  name: orders\n';
const ROLE = `${HEAD}spec: { state: present }\n`;
const MEBIBYTE = 1024 * 1024;

/** Generous, since machines differ; a text that takes quadratic time takes minutes. */
const SECONDS = 20;

function read(content: string | Uint8Array) {
  const started = performance.now();
  const set = readSpecs([fileOf(content)], ACCOUNT, { actionWarning });
  expect(performance.now() - started).toBeLessThan(SECONDS * 1000);
  return set;
}

const laughs = 'bcdefghij'
  .split('')
  .map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const merges = `k0: &a0 { <<: { x: 1 }, y0: 1 }\n${lines(9_000, (index) => `k${index + 1}: &a${index + 1} { <<: *a${index}, y${index + 1}: 1 }`)}`;
const merged = `all: &all [${Array.from({ length: 3_000 }, (_, index) => `{ k${index}: 1 }`).join(', ')}]\n${lines(3_000, (index) => `m${index}: { <<: *all }`)}`;

describe('One clear message for', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['a file of 10 MB', new Uint8Array(10 * MEBIBYTE).fill(97), /10\.0 MiB .* split it/],
    ['binary garbage', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256), /not UTF-8/],
    ['text with a control character', `${HEAD}# \u0000`, /control character U\+0000/],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), /UTF-16; save it as UTF-8/],
    [
      'a billion laughs',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${laughs.join('\n')}`,
      /more than 10000 values once its aliases are filled in/,
    ],
    ['200,000 aliases', `a: &a 1\nb: [${'*a,'.repeat(200_000)}]`, /too many values/],
    ['50,000 anchors', lines(50_000, (index) => `k${index}: &a${index} v`), /too many values|more than 10000 values/],
    ['9,000 mappings, each merged into the next', merges, /more than 10000 values once its aliases are filled in/],
    ['one mapping merged 3,000 times', merged, /more than 10000 values once its aliases are filled in/],
    ['a cyclic anchor', `${HEAD}spec: &spec\n  tags: *spec\n`, /inside its own anchor/],
    ['a root inside itself', '&a [*a]', /inside its own anchor/],
    ['a duplicate key', `${HEAD}spec:\n  path: /a/\n  path: /b/\n`, /the key path stands here a second time/],
    ['a key left blank', `${HEAD}spec:\n  managedPolicies:\n`, /nothing is removed by a key left blank/],
    ['half a million open brackets', '['.repeat(500_000), /64 levels/],
    ['nesting by indentation', lines(1_000, (index) => `${' '.repeat(index)}a:`), /64 levels/],
    ['nesting by dashes', '- '.repeat(500_000), /64 levels/],
    ['250,000 empty documents', '---\n'.repeat(250_000), /more than 10000 documents/],
    [
      '60,000 unknown keys',
      `${HEAD}spec:\n${lines(60_000, (index) => `  k${index}: 1`)}`,
      /too many values|more than 10000 values/,
    ],
    ['9,000 policies', `${HEAD}spec:\n  managedPolicies:\n${lines(9_000, (index) => `  - P${index}`)}`, /9000 entries/],
    ['a path of a million characters', `${HEAD}spec: { path: ${'z'.repeat(1_000_000)} }`, /at most 512/],
  ])('%s', (_name, content, message) => {
    const { problems } = read(content);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
    expect(problems[0]?.message.length).toBeLessThan(400);
  });
});

describe('In bounded time', () => {
  test.each([
    ['a million closing brackets', '}'.repeat(MEBIBYTE)],
    ['closing brackets on lines of their own', ']\n'.repeat(MEBIBYTE / 2)],
    ['a list and text in turn', '- a\nb\n'.repeat(150_000)],
    ['anchors in a row', '&a '.repeat(300_000)],
    ['quotes on lines of their own', '"\n'.repeat(300_000)],
  ])('%s', (_name, content) => {
    const { problems, incomplete } = read(content);
    expect(problems.length).toBeGreaterThan(0);
    expect(incomplete).toBe(true);
  });

  test('2,000 unknown actions', () => {
    const actions = lines(2_000, (index) => `        - s3:Get${index}`);
    const { invalid } = read(
      `${HEAD}spec:\n  inlinePolicies:\n    Read:\n      Effect: Allow\n      Resource: "*"\n      Action:\n${actions}`,
    );
    expect(invalid).toHaveLength(1);
  });

  test('25,000 misspelt actions, most of which are only counted', () => {
    const actions = (from: number) => lines(2_500, (index) => `      - ec2:DescribeInstanzes${from + index}`);
    const documents = Array.from(
      { length: 10 },
      (_, index) =>
        `${HEAD.replace('orders', `orders-${index}`)}spec:\n  inlinePolicies:\n    A:\n      NotAction:\n${actions(index * 2_500)}`,
    );
    const { problems, invalid } = read(documents.join('\n---\n'));
    expect(invalid).toHaveLength(10);
    expect(problems.length).toBeLessThan(300);
    expect(problems.filter(({ severity }) => severity === 'warning')).toHaveLength(200 + 10);
    expect(problems.at(-1)?.message).toMatch(
      /this file has over 200 warnings; from here on this document has 2500 more warnings/,
    );
  });

  test('25,000 misspelt policies, and no role with an error passes for one without', () => {
    const policies = (from: number) => lines(90, (index) => `  - AmazonEC2FullAcces${from + index}`);
    const documents = Array.from(
      { length: 280 },
      (_, index) => `${HEAD.replace('orders', `orders-${index}`)}spec:\n  managedPolicies:\n${policies(index * 90)}`,
    );
    const { problems, invalid, roles } = read(documents.join('\n---\n'));
    expect([invalid.length, roles.length]).toEqual([280, 0]);
    expect(problems.length).toBeLessThan(500);
    expect(invalid.every((role) => role.problems.some(({ severity }) => severity === 'error'))).toBe(true);
  });
});

describe('Without a word', () => {
  test.each([
    ['a byte order mark', `\uFEFF${ROLE}`],
    ['CRLF', ROLE.replaceAll('\n', '\r\n')],
  ])('%s', (_name, content) => {
    const { problems, roles } = read(content);
    expect(problems).toEqual([]);
    expect(roles.map(({ role }) => role.name)).toEqual(['orders']);
  });

  test.each(['', '\n\n', '# nothing yet\n', '---\n'])('an empty file: %j', (content) => {
    expect(read(content)).toEqual({
      roles: [],
      invalid: [],
      unreadable: [],
      waivers: [],
      guards: [],
      problems: [],
      incomplete: false,
      hiding: [],
    });
  });
});

describe.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'length'])(
  'The word %s is a word like any other',
  (word) => {
    const fields = [
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      'name',
      'path',
      'tags',
      'inlinePolicies',
      'trustPolicy',
      'grants',
      'management',
    ];

    test.each(fields)('in the place of %s, of its value, and of a key in it', (field) => {
      const spec = `${HEAD}spec:\n  path: /a/\n  tags: a\n  inlinePolicies: a\n  trustPolicy: a\n  grants: a\n  management: a\n`;
      const line = new RegExp(`${field}:.*`);
      for (const instead of [
        `${word}: a`,
        `${word}:`,
        `${field}: ${word}`,
        `${field}: { ${word}: false }`,
        `${field}: { adopt: ${word}, ${word}: }`,
      ]) {
        const { problems } = read(spec.replace(line, instead));
        expect(problems.every(({ message }) => typeof message === 'string' && !message.includes('native code'))).toBe(true);
      }
    });
  },
);

test('What a spec holds moves no cursor when it is shown', () => {
  const { problems } = read(`${HEAD}spec:\n  "\\e[2J": 1\n  "\\e[3J":\n  managedPolicies: "\\e[4J"\n`);
  expect(problems).toHaveLength(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  for (const { message, path } of problems) expect(message + path).not.toMatch(/[\u0000-\u001f]/);
});

test('CRLF shifts no place', () => {
  const { problems } = read(`${HEAD}spec:\n  pth: /a/\n`.replaceAll('\n', '\r\n'));
  expect(problems).toMatchObject([{ line: 6, column: 3, path: '/spec/pth' }]);
});

test('A file that cannot be read makes the set incomplete, and the others go on', () => {
  const set = readSpecs([fileOf(Uint8Array.of(0xff), 'bad.yaml'), fileOf(ROLE, 'good.yaml')], ACCOUNT);
  expect(set).toMatchObject({
    incomplete: true,
    problems: [{ file: 'bad.yaml', line: 1 }],
    roles: [{ source: { file: 'good.yaml' } }],
  });
});
