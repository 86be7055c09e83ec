import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compileGrants, type Grants, grantsSchema } from '../../specs/grants/grants.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly given: { readonly grants: Grants; readonly partition?: string; readonly region?: string | null };
  readonly expect:
    | { readonly statements: readonly unknown[] }
    | { readonly problems: readonly { readonly path: string; readonly message: string }[] };
}

const directory = new URL('../cases/grants/', import.meta.url);

describe.each(readdirSync(directory))('%s', (file) => {
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL(file, directory), 'utf8'));

  test.each(cases)('$name', ({ given, expect: expected }) => {
    const compiled = compileGrants(given.grants, contextOf(given));
    if ('statements' in expected) {
      expect(compiled).toEqual({ ok: true, text: JSON.stringify({ Version: '2012-10-17', Statement: expected.statements }) });
    } else {
      const problems = expected.problems.map(({ path, message }) => ({ path, message: expect.stringContaining(message) }));
      expect(compiled).toEqual({ ok: false, problems });
    }
  });

  test.each(cases.filter(({ given }) => Object.keys(given.grants).length > 0))('$name: the schema takes it', ({ given }) => {
    expect(grantsSchema.parse(given.grants)).toEqual(given.grants);
  });
});

describe('the schema of grants', () => {
  test.each([
    ['an empty list', { images: [] }],
    ['an empty name', { images: [''] }],
    ['a list left blank', { secrets: null }],
    ['an unknown key', { image: ['orders'] }],
    ['a single name without a list', { images: 'orders' }],
  ])('refuses %s', (_, grants) => {
    expect(grantsSchema.safeParse(grants).success).toBe(false);
  });
});

function contextOf({ partition = 'aws', region = 'eu-west-1' }: Case['given']) {
  return { accountId: '111122223333', partition, region: region ?? undefined };
}
