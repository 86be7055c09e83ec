import * as z from 'zod';
import { NOTICE_KINDS, TOPICS } from '../../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../../specs/types.ts';

const instant = z.iso.datetime();
const value = z.union([z.string(), z.number(), z.null()]);

const actor = z.object({ who: z.string(), via: z.string().nullable(), at: z.string(), eventId: z.string() });

/** The detail of an event. Consumers must let unknown properties pass: later versions may add some. */
const alertEvent = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('AlertEvent'),
    notice: z.enum(NOTICE_KINDS).meta({ description: 'As in the detail type.' }),
    key: z.string().meta({ description: 'What the violation is known by, from its opening to its resolution.' }),
    account: z.string(),
    subject: z.object({
      kind: z.enum(['role', 'taskDefinition', 'controller']),
      name: z.string().meta({ description: "A role's name, a family, or the controller's owner." }),
      region: z.string().nullable(),
    }),
    topic: z.enum(TOPICS),
    what: z.string().meta({ description: 'A unit of drift, the id of a rule, or what is wrong with the controller.' }),
    severity: z.enum(SEVERITIES),
    labels: z.record(z.string(), z.string()).meta({ description: "The spec's." }),
    message: z.string(),
    access: z
      .enum(['wider', 'narrower', 'different', 'same'])
      .nullable()
      .meta({ description: 'Live access, seen from the spec; null where nothing was compared.' }),
    detail: z.array(z.string()),
    values: z.object({ desired: value, observed: value }).nullable(),
    by: actor.nullable(),
    outcome: z.string().meta({ description: 'What was done or refused; empty for nothing.' }),
    next: z.object({
      text: z.string(),
      command: z.string().nullable(),
      spec: z.string().optional().meta({ description: 'Lines of YAML to be written into the spec, where that is what to do.' }),
    }),
    openedAt: instant,
    at: instant,
    times: z.int().min(1).meta({ description: 'How often it came up, or was over, since the last event of it.' }),
    firstSweep: z
      .boolean()
      .meta({ description: 'Whether the first look at all roles, or at the task definitions of a region, found it.' }),
    truncated: z
      .boolean()
      .meta({ description: 'Whether values, details or labels are left out, or texts cut, to keep the size.' }),
  })
  .meta({ title: 'Rolecall alert event', description: 'The detail of an event that Rolecall puts on a bus.' });

export type AlertEvent = z.infer<typeof alertEvent>;

/** Checks that a value is the detail of an alert's event. @throws {z.ZodError} naming every place that is not. */
export function checkAlertEvent(value: unknown): void {
  alertEvent.parse(value);
}

/** The JSON Schema of the detail, as shipped in `report/schema/`. */
export function alertEventJsonSchema(): object {
  return z.toJSONSchema(alertEvent, { target: 'draft-2020-12', io: 'input' });
}
