import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { generatedRole } from '../../audit/generate/generated-role.ts';
import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import { readSpecs } from '../../specs/read.ts';
import { readCases } from '../evaluation/cases.ts';
import { fileOf } from '../specs/given.ts';

interface Given {
  readonly taskDefinition: unknown;
  readonly region?: string;
  readonly partition?: string;
  /** What the user wants the role to be called. */
  readonly name?: string;
}

interface Expect {
  readonly name: string;
  /** All that stands under `spec:`. */
  readonly spec: object;
  /** A part of each sentence. */
  readonly notes: readonly string[];
  /** A part of each sentence; left out: there is none. */
  readonly gaps?: readonly string[];
}

describe.each(readCases<Given, Expect>('audit-generate'))('generate: %s', (_file, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    const { taskDefinition, region = 'eu-west-1', partition = 'aws', name } = given;
    const context = { accountId: '111122223333', partition, region };
    const read = readTaskDefinitions(taskDefinition, context);
    const [first, ...others] = read.ok ? read.definitions.map(({ definition }) => definition) : [];
    if (first === undefined) throw new Error(`This case has no task definition: ${JSON.stringify(read)}`);
    const { yaml, notes, gaps } = generatedRole([first, ...others], { name });
    const document = {
      apiVersion: 'rolecall/v1',
      kind: 'TaskExecutionRole',
      metadata: { name: expected.name },
      spec: expected.spec,
    };
    expect(parse(yaml)).toEqual(document);
    expect(readSpecs([fileOf(yaml)], context).problems).toEqual([]);
    expect(notes).toEqual(expected.notes.map((part) => expect.stringContaining(part)));
    expect(gaps).toEqual((expected.gaps ?? []).map((part) => expect.stringContaining(part)));
  });
});
