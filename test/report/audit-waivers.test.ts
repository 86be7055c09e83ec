import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RULE_IDS } from '../../audit/rules/rule-ids.ts';
import { waive } from '../../audit/waivers/waive.ts';
import { waiversYaml } from '../../report/audit/waivers-yaml.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { fullAudit, type GivenFinding } from './full-audit.ts';

const OPTIONS = { until: '2027-02-21', reason: 'Accepted as found on 2026-11-23', waivable: defaultGuards.waivable };
const broad = (role: string | null): GivenFinding => ({
  rule: 'TaskRoleTooBroad',
  severity: 'medium',
  role,
  message: 'Too broad',
});

function read(yaml: string) {
  const file = { file: 'waivers.yaml', content: new TextEncoder().encode(yaml), version: null };
  return readSpecs([file], undefined, { today: '2026-11-23' });
}

test('a rule is waived once for a role, however many task definitions use it', () => {
  const report = fullAudit({
    taskDefinitions: [
      { family: 'orders', alike: 20, findings: [broad('Shared'), { ...broad('orders-task'), rule: 'SameRoleForBoth' }] },
      { family: 'users', findings: [broad('shared'), broad(null)] },
    ],
  });
  const { yaml, count, remaining } = waiversYaml(report, OPTIONS);
  expect(remaining).toEqual([]);
  expect(count).toBe(3);
  expect(yaml).toBe(`apiVersion: rolecall/v1
kind: Waiver
metadata:
  name: TaskRoleTooBroad
spec:
  findings:
    - TaskRoleTooBroad
  families:
    - users
  reason: Accepted as found on 2026-11-23
  expires: 2027-02-21
---
apiVersion: rolecall/v1
kind: Waiver
metadata:
  name: TaskRoleTooBroad-Shared
spec:
  findings:
    - TaskRoleTooBroad
  roles:
    - Shared
  reason: Accepted as found on 2026-11-23
  expires: 2027-02-21
---
apiVersion: rolecall/v1
kind: Waiver
metadata:
  name: SameRoleForBoth-orders-task
spec:
  findings:
    - SameRoleForBoth
  roles:
    - orders-task
  reason: Accepted as found on 2026-11-23
  expires: 2027-02-21
`);
});

test('what no waiver may mute, and what none can name, remains', () => {
  const admin: GivenFinding = { rule: 'AdminAccess', severity: 'critical', role: 'orders-task', message: 'Everything' };
  const report = fullAudit({
    taskDefinitions: [
      { family: 'orders', findings: [admin, broad('*'), broad('arn:aws:iam::1:role/a'), broad('')] },
      { family: 'a*', findings: [broad(null)] },
    ],
    findings: [{ rule: 'WaiverExpired', severity: 'low', message: 'Over' }, broad(null)],
  });
  const { yaml, count, remaining } = waiversYaml(report, OPTIONS);
  expect([yaml, count]).toEqual(['', 0]);
  expect(remaining.map(({ rule, role }) => [rule, role])).toEqual([
    ['AdminAccess', 'orders-task'],
    ['TaskRoleTooBroad', '*'],
    ['TaskRoleTooBroad', 'arn:aws:iam::1:role/a'],
    ['TaskRoleTooBroad', ''],
    ['TaskRoleTooBroad', null],
    ['WaiverExpired', null],
    ['TaskRoleTooBroad', null],
  ]);
});

test('what is waived already is not waived again', () => {
  const waived = { waiver: 'w', reason: 'r', expires: '2026-12-31' };
  const report = fullAudit({ taskDefinitions: [{ family: 'orders', findings: [{ ...broad('orders-task'), waived }] }] });
  expect(waiversYaml(report, OPTIONS)).toEqual({ yaml: '', count: 0, remaining: [] });
});

const name = fc.oneof(
  fc.constantFrom('a', 'A', '123', 'null', 'yes', '0x1', '=', '-', '@', '1e3', 'a*', '${AWS::Region}', '# x', ''),
  fc.string(),
);
const finding = fc.record({
  rule: fc.constantFrom(...RULE_IDS),
  severity: fc.constantFrom(...SEVERITIES),
  role: fc.option(name),
  message: fc.constant('m'),
});
const definitions = fc.array(fc.record({ family: name, findings: fc.array(finding, { maxLength: 4 }) }), { maxLength: 4 });

test('whatever the names, the waivers are valid, and mute all but what remains', () => {
  const holds = (taskDefinitions: readonly { family: string; findings: readonly GivenFinding[] }[]) => {
    const report = fullAudit({ taskDefinitions });
    const { yaml, count, remaining } = waiversYaml(report, OPTIONS);
    const { waivers, problems } = read(yaml);
    if (count > 0) expect(problems).toEqual([]);
    expect(waivers).toHaveLength(count);
    const waiving = { waivers, guards: defaultGuards, today: '2026-11-23' };
    for (const { family, findings } of report.taskDefinitions) {
      for (const finding of findings) {
        const { waived } = waive({ violation: finding, family }, waiving);
        if (!remaining.includes(finding)) expect(waived).not.toBeNull();
        else if (!defaultGuards.waivable.includes(finding.rule)) expect(waived).toBeNull();
      }
    }
  };
  fc.assert(fc.property(definitions, holds), { numRuns: 300 });
});

test('a permission that one task definition lacks is accepted for that family alone', () => {
  const missing: GivenFinding = { rule: 'TaskPermissionMissing', severity: 'medium', role: 'shared', message: 'No mount' };
  const report = fullAudit({ taskDefinitions: [{ family: 'orders', findings: [missing] }] });
  const waiving = { waivers: read(waiversYaml(report, OPTIONS).yaml).waivers, guards: defaultGuards, today: '2026-11-23' };
  const [violation] = report.taskDefinitions[0]?.findings ?? [];
  if (violation === undefined) throw new Error('The finding is gone');
  expect(waive({ violation, family: 'orders' }, waiving).waived).not.toBeNull();
  expect(waive({ violation, family: 'users' }, waiving).waived).toBeNull();
});
