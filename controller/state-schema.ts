import * as z from 'zod';
import { REASON_CODES, STATUSES } from '../reconciler/types.ts';
import { MODES, ROLE_KINDS, SEVERITIES } from '../specs/types.ts';
import { CONDITION_TYPES } from './state.ts';

/** Keys that a newer version added are kept, so that going back to an older one loses nothing. */
const object = z.looseObject;
const text = z.string();
const instant = text.refine((value) => !Number.isNaN(Date.parse(value)), 'is no point in time');
const count = z.number().int().nonnegative();
const impact = z.enum(['created', 'changed', 'deleted']);
const access = z.enum(['wider', 'narrower', 'different', 'same']);

const actor = object({ who: text, via: text.nullable(), at: text, eventId: text });
const value = z.union([text, z.number()]).nullable();
const drift = object({
  unit: text,
  kind: z.enum(['missing', 'extra', 'different', 'content']),
  access,
  severity: z.enum(SEVERITIES),
  desired: value,
  observed: value,
  detail: z.array(text),
  tolerated: z.enum(['additive', 'ignore', 'unreconcilable', 'content', 'backOff']).nullable(),
  by: actor.nullable(),
});

const condition = object({
  type: z.enum(CONDITION_TYPES),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: text,
  message: text,
  since: instant,
});

const relapse = object({
  corrected: z.array(instant),
  driftedBack: z.array(instant),
  waitsUntil: instant.nullable(),
  waitSeconds: z.number().nonnegative(),
});

const role = object({
  name: text,
  kind: z.enum(ROLE_KINDS).nullable(),
  labels: z.record(text, text),
  mode: z.enum(MODES),
  owned: z.boolean(),
  status: z.enum(STATUSES),
  since: instant,
  conditions: z.array(condition),
  spec: object({ file: text, line: count, version: text.nullable(), hash: text }).nullable(),
  checkedAt: instant,
  changedAt: instant.nullable(),
  drift: z.array(drift),
  corrected: object({ at: instant, drift: z.array(drift) }).optional(),
  reasons: z.array(object({ code: z.enum(REASON_CODES), message: text })),
  policies: z.record(text, object({ versionId: text, hash: text })),
  relapses: z.record(text, relapse),
});

const change = object({
  kind: z.literal('iam'),
  call: text,
  role: text.nullable(),
  policyName: text.nullable(),
  policyArn: text.nullable(),
  who: object({ who: text, via: text.nullable(), roleArn: text.nullable() }),
  at: text,
  eventId: text,
});

const summary = object({
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

const run = object({
  runId: text,
  trigger: text,
  scope: z.enum(['all', 'named']),
  startedAt: instant,
  seconds: z.number(),
  mode: z.enum(MODES),
  complete: z.boolean(),
  summary,
  drift: z.record(access, count),
  writes: count,
});

/** The shape of what is stored. */
export const stateSchema = object({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('ControllerState'),
  account: text,
  roles: z.record(text, role),
  lease: object({ holder: text, expiresAt: instant }).nullable(),
  writes: z.array(
    object({ role: text, impact, at: instant, approved: z.boolean().optional(), interrupted: z.boolean().optional() }),
  ),
  approvals: z.array(object({ hash: text, at: instant })),
  brake: object({ hash: text, message: text, since: instant }).nullable(),
  sources: z.record(text, object({ files: count, listedAt: instant })),
  unannounced: z.array(object({ role: text, unit: text, foundAt: instant })),
  announced: z.array(change).optional(),
  eventPathBrokenSince: instant.nullable(),
  lastSuccess: instant.nullable(),
  runs: z.array(run),
});
