import * as z from 'zod/mini';
import { REASON_CODES, STATUSES } from '../../reconciler/types.ts';
import { MODES, ROLE_KINDS, SEVERITIES } from '../../specs/types.ts';
import { CONDITION_TYPES } from './state.ts';

/** Keys that a newer version added are kept, so that going back to an older one loses nothing. */
const object = z.looseObject;
const text = z.string();
const instant = text.check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'is no point in time'));
const count = z.int().check(z.nonnegative());
const impact = z.enum(['created', 'changed', 'deleted']);
const access = z.enum(['wider', 'narrower', 'different', 'same']);

const actor = object({ who: text, via: z.nullable(text), at: text, eventId: text });
const value = z.nullable(z.union([text, z.number()]));
const drift = object({
  unit: text,
  kind: z.enum(['missing', 'extra', 'different', 'content']),
  access,
  severity: z.enum(SEVERITIES),
  desired: value,
  observed: value,
  detail: z.array(text),
  tolerated: z.nullable(z.enum(['additive', 'ignore', 'unreconcilable', 'content', 'backOff'])),
  by: z.nullable(actor),
});

/** As a record, which would leave out a role called `__proto__`. */
function byAnyName<T extends z.ZodMiniType>(each: T) {
  const entries = z.transform((value) => (isObject(value) ? new Map(Object.entries(value)) : value));
  return z.pipe(
    z.pipe(entries, z.map(text, each)),
    z.transform((named) => Object.fromEntries(named)),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
  waitsUntil: z.nullable(instant),
  waitSeconds: z.number().check(z.nonnegative()),
});

const role = object({
  name: text,
  kind: z.nullable(z.enum(ROLE_KINDS)),
  labels: z.record(text, text),
  mode: z.enum(MODES),
  owned: z.boolean(),
  status: z.enum(STATUSES),
  since: instant,
  conditions: z.array(condition),
  spec: z.nullable(object({ file: text, line: count, version: z.nullable(text), hash: text, alsoIn: z.optional(z.array(text)) })),
  checkedAt: instant,
  changedAt: z.nullable(instant),
  drift: z.array(drift),
  corrected: z.optional(object({ at: instant, drift: z.array(drift) })),
  reasons: z.array(object({ code: z.enum(REASON_CODES), message: text })),
  policies: z.record(text, object({ versionId: text, hash: text })),
  acceptedAt: z.optional(instant),
  relapses: z.record(text, relapse),
});

const change = object({
  kind: z.literal('iam'),
  call: text,
  role: z.nullable(text),
  policyName: z.nullable(text),
  policyArn: z.nullable(text),
  who: object({ who: text, via: z.nullable(text), roleArn: z.nullable(text) }),
  at: text,
  eventId: text,
});

const waiver = object({
  name: text,
  findings: z.array(text),
  roles: z.array(text),
  families: z.array(text),
  reason: text,
  expires: text,
  source: object({ file: text, line: count, version: z.nullable(text) }),
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
  since: z.optional(instant),
  roles: byAnyName(role),
  lease: z.nullable(object({ holder: text, expiresAt: instant })),
  writes: z.array(
    object({ role: text, impact, at: instant, approved: z.optional(z.boolean()), interrupted: z.optional(z.boolean()) }),
  ),
  approvals: z.array(object({ hash: text, at: instant })),
  brake: z.nullable(object({ hash: text, message: text, since: instant })),
  sources: z.record(text, object({ files: count, listedAt: instant })),
  unannounced: z.array(object({ role: text, unit: text, foundAt: instant })),
  announced: z.optional(z.array(change)),
  eventPathBrokenSince: z.nullable(instant),
  lastSuccess: z.nullable(instant),
  notices: z.optional(z.array(text)),
  waivers: z.optional(z.array(waiver)),
  runs: z.array(run),
});
