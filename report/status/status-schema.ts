import * as z from 'zod';
import { CONDITION_TYPES } from '../../controller/state/state.ts';
import { STATUSES } from '../../reconciler/types.ts';
import { MODES, ROLE_KINDS } from '../../specs/types.ts';
import { count, drift, reason, source, summary } from '../drift-report-schema.ts';

const instant = z.iso.datetime();

const condition = z.object({
  type: z.enum(CONDITION_TYPES),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  since: instant.meta({ description: 'When the status last changed.' }),
});

const backOff = z.object({
  unit: z.string(),
  until: instant.meta({ description: 'When drift that gives wider access is corrected again.' }),
  waitSeconds: z.number().nonnegative(),
  driftedBack: count.meta({ description: 'Times within the last hour.' }),
});

const role = z.object({
  name: z.string(),
  kind: z.enum(ROLE_KINDS).nullable(),
  labels: z.record(z.string(), z.string()),
  mode: z.enum(MODES),
  owned: z.boolean(),
  status: z.enum(STATUSES),
  since: instant,
  conditions: z.array(condition),
  spec: source.extend({ hash: z.string() }).nullable(),
  checkedAt: instant,
  changedAt: instant.nullable().meta({ description: 'When Rolecall last wrote it.' }),
  drift: z.array(drift),
  corrected: z
    .object({ at: instant, drift: z.array(drift) })
    .optional()
    .meta({ description: 'What was last corrected.' }),
  reasons: z.array(reason),
  backOffs: z.array(backOff),
  policies: z.array(z.object({ arn: z.string(), versionId: z.string(), hash: z.string() })),
  acceptedAt: instant.optional().meta({ description: 'When a person last accepted the content of its policies.' }),
});

const run = z.object({
  runId: z.string(),
  trigger: z.string(),
  scope: z.enum(['all', 'named']),
  startedAt: instant,
  seconds: z.number().nonnegative(),
  mode: z.enum(MODES),
  complete: z.boolean(),
  summary,
  drift: z.object({ wider: count, narrower: count, different: count, same: count }),
  writes: count,
});

/** The JSON form of a controller's status. Consumers must let unknown properties pass: later versions may add some. */
const status = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('ControllerStatus'),
    account: z.string(),
    asOf: instant,
    mode: z.enum(MODES).nullable().meta({ description: "The last run's." }),
    lastSuccess: instant.nullable(),
    complete: z.boolean().nullable().meta({ description: 'Whether the last pass could read everything it was to look at.' }),
    lease: z.object({ holder: z.string(), expiresAt: instant }).nullable(),
    brake: z.object({ hash: z.string(), message: z.string(), since: instant }).nullable(),
    eventPathBrokenSince: instant.nullable(),
    notices: z
      .array(z.string())
      .meta({ description: 'What was true of the whole last pass over everything, and why it wrote less than it might.' }),
    sources: z.array(z.object({ source: z.string(), files: count, listedAt: instant })),
    summary,
    roles: z.array(role),
    runs: z.array(run),
  })
  .meta({ title: 'Rolecall controller status', description: 'What the controller of an account knows, worst role first.' });

/** Checks that a value is a controller's status. @throws {z.ZodError} naming every place that is not. */
export function checkControllerStatus(value: unknown): void {
  status.parse(value);
}

/** The JSON Schema of a controller's status, as shipped in `report/schema/`. */
export function controllerStatusJsonSchema(): object {
  return z.toJSONSchema(status, { target: 'draft-2020-12', io: 'input' });
}
