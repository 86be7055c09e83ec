import { describe, expect, test } from '@jest/globals';
import { auditExitStatus } from '../../report/audit/audit-exit.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { fullAudit, type GivenAudit, type GivenFinding } from './full-audit.ts';

const finding = (severity: GivenFinding['severity'], more: Partial<GivenFinding> = {}): GivenFinding => {
  return { rule: 'TaskRoleTooBroad', severity, message: 'm', ...more };
};
const waived = { waiver: 'w', reason: 'r', expires: '2026-12-31' };
const of = (...findings: readonly GivenFinding[]): GivenAudit => ({ taskDefinitions: [{ family: 'orders', findings }] });
const problem = (severity: 'error' | 'warning') => ({ file: 'a', line: 1, column: 1, path: '', message: 'm', severity });

const rows: readonly (readonly [string, GivenAudit, number])[] = [
  ['nothing is wrong', of(), 0],
  ['a finding is less severe than asked for', of(finding('medium')), 0],
  ['a finding is as severe as asked for', of(finding('high')), 2],
  ['a finding is more severe than asked for', of(finding('critical')), 2],
  ['such a finding is waived', of(finding('critical', { waived })), 0],
  ['one of two such findings is waived', of(finding('high', { waived }), finding('high')), 2],
  ['such a finding is of no task definition', { taskDefinitions: [], findings: [finding('high')] }, 2],
  [
    'something could only not be verified',
    { taskDefinitions: [{ family: 'a', unverified: [{ use: 'task', origins: [], message: 'm' }] }] },
    0,
  ],
  ['a role is pending', { taskDefinitions: [{ family: 'a', pending: ['a-task'] }] }, 0],
  ['not everything could be read', { ...of(), complete: false }, 1],
  ['a spec has an error', { ...of(), problems: [problem('error')] }, 1],
  ['a spec has a warning', { ...of(), problems: [problem('warning')] }, 0],
  ['a task definition was not described, however little that counts', of(finding('medium', { rule: 'NotDescribed' })), 1],
  ['one was not described although that is waived', of(finding('medium', { rule: 'NotDescribed', waived })), 1],
  ['one was not described and another has a finding', of(finding('medium', { rule: 'NotDescribed' }), finding('critical')), 1],
];

test.each(rows)('with high as the least to fail: %s', (_, given, status) => {
  expect(auditExitStatus(fullAudit(given), 'high')).toBe(status);
});

describe.each(SEVERITIES)('a finding of severity %s', (severity) => {
  test.each(SEVERITIES)('fails where %s fails only if it is as severe', (failOn) => {
    const fails = SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
    expect(auditExitStatus(fullAudit(of(finding(severity))), failOn)).toBe(fails ? 2 : 0);
  });
});
