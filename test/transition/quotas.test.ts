import { describe, expect, test } from '@jest/globals';
import { exceededQuota } from '../../reconciler/transition/quotas.ts';

const QUOTAS = { attachedPolicies: 2, inlineSize: 20, trustSize: 10 };
const FULL = {
  trust: 'ten letter',
  boundary: null,
  managed: new Set(['a', 'b']),
  inline: new Map([
    ['A', '12345 67890'],
    ['B', '1234567890'],
  ]),
};

describe('What one role may hold', () => {
  test('may be held to the last policy and character, not counting white space', () => {
    expect(exceededQuota({ ...FULL, trust: '12345 67890' }, QUOTAS)).toBeUndefined();
  });

  test.each([
    ['managed policies', { managed: new Set(['a', 'b', 'c']) }, "it needs 3 managed policies, and the account's quota is 2"],
    [
      'characters of all inline policies together',
      { inline: new Map([...FULL.inline, ['C', '1']]) },
      "it needs 21 characters of inline policies, and the account's quota is 20",
    ],
    [
      'characters of trust policy',
      { trust: '12345678901' },
      "it needs 11 characters of trust policy, and the account's quota is 10",
    ],
  ])('%s are counted, and the sentence says how many there are', (_name, more, sentence) => {
    expect(exceededQuota({ ...FULL, ...more }, QUOTAS)).toBe(sentence);
  });
});
