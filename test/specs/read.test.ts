import { describe, expect, test } from '@jest/globals';
import { actionWarning } from '../../specs/aws/actions.ts';
import { readSpecs } from '../../specs/read.ts';
import { asJson, contextOf, filesOf, type SpecCase, specCases } from './given.ts';

function judge({ given, expect: expected }: SpecCase) {
  const set = readSpecs(filesOf(given), contextOf(given), { today: given.today, actionWarning });
  const found = set.problems.map(({ file, line, column, path, severity, message }) => ({
    at: given.files === undefined || Object.keys(given.files).length === 1 ? `${line}:${column}` : `${file}:${line}:${column}`,
    path,
    says: message,
    ...(severity === 'warning' ? { severity } : {}),
  }));
  const wanted = (expected.problems ?? []).map((problem) => ({ ...problem, says: expect.stringContaining(problem.says) }));
  expect(found).toEqual(wanted);
  expect(set.invalid.map(({ name }) => name)).toEqual(expected.invalid ?? []);
  expect(set.roles.map(asJson)).toMatchObject([...(expected.roles ?? [])]);
  expect(set.waivers).toMatchObject([...(expected.waivers ?? [])]);
  expect(set.incomplete).toBe(expected.incomplete ?? false);
}

describe.each(specCases())('Specs: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => judge(each));
});
