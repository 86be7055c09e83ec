import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Compilation, compilationKey } from '../../adapters/specs/compilation-key.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const COMPILATION: Compilation = {
  files: [
    { file: 'a.yaml', version: 'v1', content: bytes('a') },
    { file: 'b.yaml', version: null, content: bytes('b') },
  ],
  account: { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' },
  today: '2026-06-01',
  release: 'one',
};

const [first, second] = COMPILATION.files as [Compilation['files'][0], Compilation['files'][0]];

test('The same compilation has the same key', () => {
  expect(compilationKey(structuredClone(COMPILATION))).toBe(compilationKey(COMPILATION));
});

describe('Another key comes with another', () => {
  test.each<[string, Partial<Compilation>]>([
    ['content', { files: [{ ...first, content: bytes('A') }, second] }],
    ['name of a file', { files: [{ ...first, file: 'A.yaml' }, second] }],
    ['version', { files: [{ ...first, version: 'v2' }, second] }],
    ['version, where there was none', { files: [first, { ...second, version: 'null' }] }],
    ['order of files', { files: [second, first] }],
    ['set of files: one less', { files: [first] }],
    ['set of files: one more', { files: [first, second, second] }],
    ['account', { account: { ...COMPILATION.account, accountId: '444455556666' } }],
    ['partition', { account: { ...COMPILATION.account, partition: 'aws-cn' } }],
    ['region', { account: { ...COMPILATION.account, region: 'eu-west-2' } }],
    ['region: none', { account: { ...COMPILATION.account, region: undefined } }],
    ['day', { today: '2026-06-02' }],
    ['release', { release: 'two' }],
  ])('%s', (_, change) => {
    expect(compilationKey({ ...COMPILATION, ...change })).not.toBe(compilationKey(COMPILATION));
  });
});

test('Keys are equal where compilations are equal, and nowhere else', () => {
  // Few letters, of those that could end a text, so that neighbours are told apart only if nothing runs together.
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\\', '\0'), maxLength: 2 });
  const compilation: fc.Arbitrary<Compilation> = fc.record({
    files: fc.array(fc.record({ file: text, version: fc.option(text), content: text.map(bytes) }), { maxLength: 2 }),
    account: fc.record({ accountId: text, partition: text, region: fc.option(text, { nil: undefined }) }),
    today: text,
    release: text,
  });
  const sameKey = (one: Compilation, other: Compilation) => compilationKey(one) === compilationKey(other);
  const agree = fc.property(compilation, compilation, (one, other) => sameKey(one, other) === isDeepStrictEqual(one, other));
  fc.assert(agree, { numRuns: 2000 });
});
