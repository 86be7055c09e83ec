import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MisnamedSource, sourceNameOf } from '../../adapters/specs/source-name.ts';

interface Case {
  readonly name: string;
  readonly given: string;
  readonly expect?: unknown;
  readonly problem?: string;
}

const { cases } = JSON.parse(readFileSync(new URL('source-names.json', import.meta.url), 'utf8')) as { cases: readonly Case[] };

describe('the name of a spec source', () => {
  test.each(cases.filter((one) => one.expect !== undefined))('may be $name: $given', (one) => {
    expect(sourceNameOf(one.given)).toEqual(one.expect);
  });

  test.each(cases.filter((one) => one.problem !== undefined))('is refused for $name: $given', ({ given, problem }) => {
    expect(() => sourceNameOf(given)).toThrow(MisnamedSource);
    expect(() => sourceNameOf(given)).toThrow(`${given} names no`);
    expect(() => sourceNameOf(given)).toThrow(problem);
  });
});
