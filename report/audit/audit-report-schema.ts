import * as z from 'zod';
import { RULE_IDS } from '../../audit/rules/rule-ids.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { count, problem } from '../drift-report-schema.ts';

const texts = z.array(z.string());
const pointers = texts.meta({ description: 'JSON pointers into the task definition.' });

const statement = z.object({
  policy: z.string().meta({ description: "An inline policy's name, an attached policy's ARN, boundary or trust." }),
  sid: z.string(),
  index: count.meta({ description: 'In the document as Rolecall orders it, from 0.' }),
});

const finding = z.object({
  rule: z.enum(RULE_IDS),
  severity: z.enum(SEVERITIES),
  role: z.string().nullable(),
  message: z.string(),
  evidence: z.object({
    origins: pointers,
    actions: texts,
    resources: texts,
    principals: texts,
    statements: z.array(statement).meta({ description: 'The deciding statements.' }),
    details: texts,
  }),
  remedy: z.object({
    text: z.string(),
    command: z.string().nullable().meta({ description: 'For a POSIX shell.' }),
    spec: z.string().nullable().meta({ description: 'A piece of a spec, YAML.' }),
  }),
  waived: z.object({ waiver: z.string(), reason: z.string(), expires: z.iso.date() }).nullable(),
});

const overrides = z.object({
  call: z.enum(['RunTask', 'StartTask']),
  taskRole: z.string().nullable(),
  executionRole: z.string().nullable(),
  by: z.string().nullable(),
});

export const taskDefinition = z.object({
  arn: z.string().nullable(),
  family: z.string(),
  revision: count.nullable().meta({ description: 'Null before it is registered.' }),
  region: z.string().nullable(),
  file: z.string().nullable().meta({ description: 'What it was read from, as the user named it; null if it is live.' }),
  taskRole: z.string().nullable(),
  executionRole: z.string().nullable(),
  overrides: overrides.nullable().meta({ description: 'Roles that a call gave a task instead.' }),
  registeredBy: z.string().nullable(),
  judged: z.enum(['live', 'declared']),
  pending: texts.meta({ description: 'Names of roles that are declared and not created yet.' }),
  findings: z.array(finding).meta({ description: 'Worst first.' }),
  unverified: z.array(z.object({ use: z.enum(['task', 'execution']), origins: pointers, message: z.string() })),
});

export const summary = z.object({
  taskDefinitions: count,
  clean: count,
  critical: count,
  high: count,
  medium: count,
  low: count,
  info: count,
  waived: count,
  unverified: count,
});

/** The JSON form of an audit. Consumers must let unknown properties pass: later versions may add some. */
const auditReport = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('AuditReport'),
    runId: z.string(),
    trigger: z.string(),
    complete: z.boolean(),
    account: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    summary: summary.meta({ description: 'By severity, without what is waived.' }),
    notices: texts,
    taskDefinitions: z.array(taskDefinition),
    findings: z.array(finding).meta({ description: 'Of no task definition: waivers that are over or mute nothing.' }),
    problems: z.array(problem),
  })
  .meta({ title: 'Rolecall audit report', description: 'What is wrong with the roles of task definitions.' });

/** Checks that a value is an audit report. @throws {z.ZodError} naming every place that is not. */
export function checkAuditReport(value: unknown): void {
  auditReport.parse(value);
}

/** The JSON Schema of audit reports, as shipped in `report/schema/`. */
export function auditReportJsonSchema(): object {
  return z.toJSONSchema(auditReport, { target: 'draft-2020-12', io: 'input' });
}
