import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditBlocks, quietDefinitions } from '../../report/audit/audit-blocks.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { fullAudit, type GivenDefinition } from './full-audit.ts';

const few = fc.constantFrom('a', 'b');
const finding = fc.record({
  rule: fc.constantFrom('TaskRoleTooBroad' as const, 'TrustTooWide' as const),
  severity: fc.constantFrom(...SEVERITIES),
  role: fc.option(few),
  message: few,
  evidence: fc.record({ origins: fc.array(few, { maxLength: 2 }) }),
  remedy: fc.record({ text: few, command: fc.option(few) }),
  waived: fc.option(fc.record({ waiver: few, reason: few, expires: fc.constant('2026-12-31') })),
});
const definition = fc.record({
  family: few,
  pending: fc.array(few, { maxLength: 1 }),
  findings: fc.array(finding, { maxLength: 4 }),
  unverified: fc.array(fc.record({ use: fc.constant('task' as const), origins: fc.array(few), message: few }), { maxLength: 2 }),
});
const definitions = fc.array(definition, { maxLength: 6 });

const audited = (taskDefinitions: readonly GivenDefinition[]) => fullAudit({ taskDefinitions });

test('whatever is folded, everything is told of each task definition, once, and of no other', () => {
  const holds = (given: readonly GivenDefinition[]) => {
    const report = audited(given);
    const blocks = auditBlocks(report);
    for (const one of report.taskDefinitions) {
      const own = blocks.filter((block) => block.definitions.includes(one));
      const told = own.flatMap(({ findings }) =>
        findings.map(({ rule, severity, role, message, waived }) => ({ rule, severity, role, message, waived })),
      );
      for (const { rule, severity, role, message, waived } of one.findings)
        expect(told).toContainEqual({ rule, severity, role, message, waived });
      expect(told.length).toBeLessThanOrEqual(one.findings.length);
      expect(own.flatMap(({ pending }) => pending).sort()).toEqual([...new Set(one.pending)].sort());
      expect(own.flatMap(({ unverified }) => unverified.map(({ message }) => message)).sort()).toEqual(
        [...new Set(one.unverified.map(({ message }) => message))].sort(),
      );
      expect(quietDefinitions(report).includes(one)).toBe(own.length === 0);
    }
  };
  fc.assert(fc.property(definitions, holds), { numRuns: 500 });
});

test('what is to be pasted is told only where it is the same for all whom it is told of', () => {
  const holds = (given: readonly GivenDefinition[]) => {
    for (const { definitions: of, findings } of auditBlocks(audited(given))) {
      for (const { rule, role, message, severity, remedy, waived } of findings) {
        if (of.length < 2 || remedy.command === null) continue;
        const same = (other: object) => JSON.stringify(other) === JSON.stringify([rule, role, message, severity, remedy, waived]);
        for (const one of of)
          expect(
            one.findings.some((each) => same([each.rule, each.role, each.message, each.severity, each.remedy, each.waived])),
          ).toBe(true);
      }
    }
  };
  fc.assert(fc.property(definitions, holds), { numRuns: 500 });
});

test('the worst comes first', () => {
  const holds = (given: readonly GivenDefinition[]) => {
    const worst = auditBlocks(audited(given)).flatMap(({ findings }) => findings.slice(0, 1));
    const open = worst.filter(({ waived }) => waived === null).map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(open).toEqual([...open].sort((one, other) => other - one));
    expect(worst.slice(0, open.length).every(({ waived }) => waived === null)).toBe(true);
  };
  fc.assert(fc.property(definitions, holds), { numRuns: 500 });
});

test('a thousand task definitions of one role are one block', () => {
  const shared = { rule: 'TrustTooWide' as const, severity: 'high' as const, role: 'shared', message: 'Anybody' };
  const report = audited([{ family: 'service', alike: 999, findings: [shared] }]);
  expect(auditBlocks(report).map((block) => block.definitions.length)).toEqual([1000]);
});
