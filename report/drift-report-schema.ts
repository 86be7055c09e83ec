import * as z from 'zod';
import { WRITE_CALLS } from '../iam/api.ts';
import { REASON_CODES, STATUSES } from '../reconciler/types.ts';
import { MODES, ROLE_KINDS, SEVERITIES } from '../specs/types.ts';

export const count = z.int().nonnegative();
const value = z.union([z.string(), z.number(), z.null()]);

export const source = z.object({ file: z.string(), line: z.int().positive(), version: z.string().nullable() });

const actor = z.object({ who: z.string(), via: z.string().nullable(), at: z.string(), eventId: z.string() });

export const drift = z.object({
  unit: z.string().meta({ description: 'role, trustPolicy, managedPolicies[ARN], inlinePolicies[NAME], tags[KEY], …' }),
  kind: z.enum(['missing', 'extra', 'different', 'content']),
  access: z.enum(['wider', 'narrower', 'different', 'same']).meta({ description: 'Live access, seen from the spec.' }),
  severity: z.enum(SEVERITIES),
  desired: value.meta({ description: "The spec's value: a policy document's JSON text, an ARN, a string or a number." }),
  observed: value.meta({ description: 'The live value.' }),
  detail: z.array(z.string()),
  tolerated: z.enum(['additive', 'ignore', 'unreconcilable', 'content', 'backOff']).nullable(),
  by: actor.nullable(),
});

const action = z.object({
  call: z.enum(WRITE_CALLS),
  input: z.record(z.string(), z.unknown()).meta({ description: "The call's input, in IAM's own words." }),
  outcome: z.enum(['planned', 'done', 'failed', 'skipped', 'refused', 'deferred']),
});

export const reason = z.object({ code: z.enum(REASON_CODES), message: z.string() });

export const role = z.object({
  name: z.string(),
  kind: z.enum(ROLE_KINDS).nullable(),
  status: z.enum(STATUSES),
  mode: z.enum(MODES),
  owned: z.boolean(),
  source: source.nullable(),
  drift: z.array(drift),
  actions: z.array(action),
  reasons: z.array(reason),
});

export const summary = z.object({
  roles: count,
  inSync: count,
  drifted: count,
  corrected: count,
  refused: count,
  failed: count,
  unknown: count,
  invalid: count,
  suspended: count,
  progressing: count,
  orphaned: count,
});

const brake = z.object({
  limit: z.enum(['changedRoles', 'createdRoles', 'deletedRoles']),
  planned: count,
  allowed: count,
  message: z.string(),
});

export const problem = z.object({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  path: z.string().meta({ description: 'JSON pointer into the document.' }),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});

/** The JSON form of a drift report. Consumers must let unknown properties pass: later versions may add some. */
const driftReport = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('DriftReport'),
    runId: z.string(),
    trigger: z.string(),
    complete: z.boolean(),
    account: z.string(),
    owner: z.string(),
    mode: z.enum(MODES),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    planHash: z.string().nullable(),
    brake: brake.nullable(),
    summary,
    notices: z.array(z.string()),
    roles: z.array(role),
    problems: z.array(problem),
  })
  .meta({ title: 'Rolecall drift report', description: 'One pass over the declared roles of an account.' });

/** Checks that a value is a drift report. @throws {z.ZodError} naming every place that is not. */
export function checkDriftReport(value: unknown): void {
  driftReport.parse(value);
}

/** The JSON Schema of drift reports, as shipped in `report/schema/`. */
export function driftReportJsonSchema(): object {
  return z.toJSONSchema(driftReport, { target: 'draft-2020-12', io: 'input' });
}
