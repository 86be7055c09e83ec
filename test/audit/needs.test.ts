import { describe, expect, test } from '@jest/globals';
import { needsOf } from '../../audit/needs/needs.ts';
import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { Need, NeededRequest, ResourcePolicy, RoleOverrides, RoleUse } from '../../audit/types.ts';
import { readCases } from '../evaluation/cases.ts';

interface Given {
  readonly taskDefinition: unknown;
  /** By default eu-west-1; `null` where none is known. */
  readonly region?: string | null;
  readonly partition?: string;
  readonly overrides?: RoleOverrides;
}

/** What is left out may be anything. */
interface ExpectedNeed {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly use?: RoleUse;
  readonly origins?: readonly string[];
  readonly purpose?: string;
  readonly requests?: readonly NeededRequest[];
  /** How the policy of the resource counts. */
  readonly resourcePolicy?: ResourcePolicy['counts'] | null;
}

interface Expect {
  /** All of them, in their order. */
  readonly needs: readonly ExpectedNeed[];
  /** A part of each sentence. */
  readonly unverified?: readonly string[];
}

describe.each(readCases<Given, Expect>('audit-needs'))('needs: %s', (_file, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    const { needs, unverified } = needsOf(definitionOf(given), given.overrides ?? null);
    expect(needs.map((need, index) => picked(need, expected.needs[index]))).toEqual(expected.needs);
    expect(unverified.map(({ message }) => message)).toEqual(
      (expected.unverified ?? []).map((part) => expect.stringContaining(part)),
    );
  });

  test.each(cases.map((one) => [one.name, one] as const))(
    '%s: AWS says so, and every place is in the task definition',
    (_name, one) => {
      expect(one.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/./);
      const { needs, unverified } = needsOf(definitionOf(one.given), one.given.overrides ?? null);
      for (const origin of [...needs, ...unverified].flatMap(({ origins }) => origins)) {
        expect(valueAt(one.given.taskDefinition, origin)).toBeDefined();
      }
      for (const need of needs) expect(need.origins[0]).toBe(need.origin);
    },
  );
});

function definitionOf({ taskDefinition, region = 'eu-west-1', partition = 'aws' }: Given) {
  const read = readTaskDefinitions(taskDefinition, { accountId: '111122223333', partition, region: region ?? undefined });
  if (!read.ok || read.definitions[0] === undefined) throw new Error(`This case has no task definition: ${JSON.stringify(read)}`);
  return read.definitions[0].definition;
}

/** Of the need only what the case speaks of. */
function picked(need: Need, expected: ExpectedNeed | undefined): object {
  const shown = { ...need, resourcePolicy: need.resourcePolicy?.counts ?? null };
  const keys = Object.keys(expected ?? { actions: [], resource: '' });
  return Object.fromEntries(Object.entries(shown).filter(([key]) => keys.includes(key)));
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
