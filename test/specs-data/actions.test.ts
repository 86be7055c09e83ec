import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { actionWarning } from '../../specs/aws/actions.ts';
import overrides from '../../specs/data/action-overrides.json' with { type: 'json' };
import services from '../../specs/data/actions.json' with { type: 'json' };

interface Case {
  readonly name: string;
  readonly given: string;
  readonly expect: string | null;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('../cases/actions/warnings.json', import.meta.url), 'utf8'));
const known: Readonly<Record<string, string>> = services;

test.each(cases)('$name: $given', ({ given, expect: expected }) => {
  if (expected === null) expect(actionWarning(given)).toBeUndefined();
  else expect(actionWarning(given)?.()).toContain(expected);
});

test('A pattern of many wildcards is judged at once', () => {
  expect(actionWarning(`ec2:${'*e'.repeat(5_000)}`)?.()).toContain('matches no action');
});

test('A very long action makes a short warning', () => {
  expect(actionWarning(`s3:${'x'.repeat(100_000)}`)?.().length).toBeLessThan(300);
});

describe('The additions to the data', () => {
  test.each(Object.entries(overrides.mistakenServices))('%s is no prefix, and %s is one', (mistaken, meant) => {
    expect([mistaken in known, meant in known]).toEqual([false, true]);
  });

  test.each(Object.entries(overrides.mistakenActions))(
    '%s is no action, and what to write instead is: %s',
    (mistaken, remedy) => {
      expect(actionWarning(mistaken)?.()).toContain(remedy);
      const remedies = remedy.match(/[a-z0-9]+:\w+/g) ?? [];
      expect(remedies.map(actionWarning)).toEqual(remedies.map(() => undefined));
    },
  );

  test.each(Object.entries(overrides.additional))('%s: no added action has arrived in the data since', (service, added) => {
    const names = new Set(known[service]?.split(' '));
    expect(added.split(' ').filter((name) => names.has(name))).toEqual([]);
  });
});
