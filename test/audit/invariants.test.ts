import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RuleId } from '../../audit/rules/rule-ids.ts';
import { RULES } from '../../audit/rules/rules.ts';
import type { AuditReport, DefinitionAudit, Finding } from '../../audit/types.ts';
import { IamError } from '../../iam/errors.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { failing } from '../faults.ts';
import { auditOf, type Given, type LiveRole } from './given.ts';

const RUNS = { numRuns: Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 3 };
const FOLDER = 'test/cases/audit';
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const GIVEN: readonly Given[] = FILES.flatMap((file) =>
  JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')).map((each: { given: Given }) => each.given),
);

type Definition = Readonly<Record<string, unknown>>;

const DEFINITIONS = GIVEN.map(({ taskDefinition }) => taskDefinition).filter(
  (value): value is Definition => typeof value === 'object' && value !== null && 'containerDefinitions' in value,
);
const ROLES: readonly LiveRole[] = GIVEN.filter(
  ({ account, partition, policies }) => !account && !partition && !policies,
).flatMap(({ roles }) => Object.values(roles ?? {}));
const NAMES = ['r0', 'r1', 'r2', 'r3'];

/** Task definitions and roles of all cases, put together anew: any role may be any one's, or be missing. */
const world = fc
  .record({
    roles: fc.array(fc.constantFrom(...ROLES), { minLength: 2, maxLength: NAMES.length }),
    definitions: fc.array(
      fc.record({
        definition: fc.constantFrom(...DEFINITIONS),
        task: fc.option(fc.constantFrom(...NAMES)),
        execution: fc.option(fc.constantFrom(...NAMES)),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ roles, definitions }): Given & { readonly others: readonly Definition[] } => ({
    roles: Object.fromEntries(roles.map((role, index) => [`r${index}`, role])),
    others: definitions.map(({ definition, task, execution }, index) => ({
      ...definition,
      ...{ family: `family-${index}`, taskRoleArn: task ?? undefined, executionRoleArn: execution ?? undefined },
    })),
  }));

function findingsOf({ taskDefinitions, findings }: AuditReport): readonly Finding[] {
  return [...taskDefinitions.flatMap((audit) => audit.findings), ...findings];
}

function resultOf({ summary, taskDefinitions, findings }: AuditReport) {
  return { summary, taskDefinitions, findings };
}

/** What others need of an execution role decides whether it is too broad, and what has to stay when a policy is taken from it. */
function apartFromBreadth(audit: DefinitionAudit | undefined): unknown {
  const others = audit?.findings.filter(({ rule }) => rule !== 'ExecutionRoleTooBroad') ?? [];
  const isLess = (rule: RuleId) => rule === 'AdminAccess' || rule === 'PrivilegeEscalation' || rule === 'TaskRoleTooBroad';
  return { ...audit, findings: others.map((one) => (isLess(one.rule) ? { ...one, remedy: null } : one)) };
}

test('the order of task definitions changes nothing', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const reversed = { ...given, others: given.others.toReversed() };
      expect(resultOf(await auditOf(reversed))).toEqual(resultOf(await auditOf(given)));
    }),
    RUNS,
  ));

test('what is found in a task definition does not hang on the others, but for what they need of a shared role', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const together = (await auditOf(given)).taskDefinitions;
      for (const one of given.others) {
        const [alone] = (await auditOf({ ...given, others: [one] })).taskDefinitions;
        const same = together.find(({ family }) => family === one.family);
        expect(apartFromBreadth(same)).toEqual(apartFromBreadth(alone));
      }
    }),
    RUNS,
  ));

test('a waiver mutes what may be muted, and changes nothing else', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const every = RULES.map(({ id }) => id);
      const spec = { findings: every, families: ['*'], reason: 'all of it', expires: '2026-12-31' };
      const waived = await auditOf({ ...given, specs: [{ kind: 'Waiver', metadata: { name: 'all' }, spec }] });
      const plain = await auditOf(given);
      const muted = waived.taskDefinitions.flatMap(({ findings }) => findings);
      for (const { rule, waived: by } of muted) expect(by !== null).toBe(defaultGuards.waivable.includes(rule));
      const loud = waived.taskDefinitions.flatMap(({ findings }) => findings.map((one) => ({ ...one, waived: null })));
      const before = plain.taskDefinitions.flatMap(({ findings }) => findings);
      expect(new Set(loud.map((one) => JSON.stringify(one)))).toEqual(new Set(before.map((one) => JSON.stringify(one))));
    }),
    RUNS,
  ));

test('every finding has a severity of its rule, and the summary adds up', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const report = await auditOf(given);
      const findings = findingsOf(report);
      for (const { rule, severity } of findings) {
        expect(RULES.find(({ id }) => id === rule)?.severities.map(([one]) => one)).toContain(severity);
      }
      const loud = findings.filter(({ waived }) => waived === null);
      expect(SEVERITIES.reduce((sum, severity) => sum + report.summary[severity], 0)).toBe(loud.length);
      expect(report.summary.taskDefinitions).toBe(given.others.length);
      expect(report.summary.clean).toBe(report.taskDefinitions.filter(({ findings: own }) => own.length === 0).length);
    }),
    RUNS,
  ));

test('a role that cannot be read is neither missing nor judged, and is said', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const refused = new IamError('AccessDenied', 'not allowed', 'GetRole');
      const report = await auditOf(given, (iam) => failing(iam, () => refused));
      expect(findingsOf(report).filter(({ role }) => role !== null)).toEqual([]);
      for (const { taskRole, executionRole, unverified } of report.taskDefinitions) {
        const named = [taskRole, executionRole].filter((role) => role !== null).length;
        expect(unverified.filter(({ message }) => message.includes('was not judged'))).toHaveLength(named);
      }
      expect(report.complete).toBe(
        report.taskDefinitions.every((audit) => audit.taskRole === null && audit.executionRole === null),
      );
    }),
    RUNS,
  ));
