import { expect, test } from '@jest/globals';
import { exitStatus } from '../../report/exit-status.ts';
import { fullReport, type GivenReport, readCase } from './full-report.ts';

interface Row {
  readonly name: string;
  readonly given: GivenReport;
  readonly expect: number;
}

test.each(readCase<Row[]>('exit-status.json'))('$name', ({ given, expect: expected }) => {
  expect(exitStatus(fullReport(given))).toBe(expected);
});
