import * as z from 'zod';
import { MODES, SEVERITIES } from '../../../specs/types.ts';
import { summary as auditSummary } from '../../audit/audit-report-schema.ts';
import { count, summary } from '../../drift-report-schema.ts';

const instant = z.iso.datetime();
const names = z.array(z.string());
const listed = { description: 'The first of them; the count beside it is of all.' };

const item = z.object({
  subject: z.string().meta({ description: "A role's name or a task-definition family." }),
  what: z.string().meta({ description: 'A unit of drift or a rule.' }),
  severity: z.enum(SEVERITIES),
});

const point = z.object({ at: instant, inSync: count, drifted: count, stuck: count, wider: count });

/** The detail of an event. Consumers must let unknown properties pass: later versions may add some. */
const reportEvent = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('ReportEvent'),
    account: z.string(),
    owner: z.string(),
    mode: z.enum(MODES),
    name: z.string().meta({ description: 'Of the report: the minute it was scheduled for, as in 2026-11-23T0600Z.' }),
    madeAt: instant,
    complete: z.boolean().meta({ description: 'Whether everything that it tells of could be read.' }),
    worst: z.enum(SEVERITIES).nullable().meta({ description: 'Of what is open; null where nothing is wrong.' }),
    summary: summary.meta({ description: 'Roles by status.' }),
    audit: auditSummary.nullable().meta({ description: 'Findings by severity; null where no task definition was audited.' }),
    coverage: z.object({ declared: count, inUse: count }).nullable(),
    changes: z
      .object({
        since: instant,
        appearedCount: count,
        appeared: z.array(item).meta(listed),
        goneCount: count,
        gone: z.array(item).meta(listed),
      })
      .nullable()
      .meta({ description: 'Against the report before.' }),
    trend: z
      .object({ first: point, last: point })
      .nullable()
      .meta({ description: 'The oldest and the newest pass that are known.' }),
    mostDrifting: z.array(z.object({ role: z.string(), times: count, by: names })),
    expiringWaiverCount: count,
    expiringWaivers: z.array(z.object({ name: z.string(), expires: z.iso.date() })).meta(listed),
    orphanCount: count,
    orphans: names.meta(listed),
    unusedSpecCount: count.nullable().meta({ description: 'Null where that is not known.' }),
    unusedSpecs: names.nullable().meta(listed),
    notices: names.meta({ description: 'The first of them.' }),
    files: z
      .object({ json: z.string(), html: z.string() })
      .meta({ description: 'Where the report lies, as s3://BUCKET/KEY; the JSON keeps to overview.v1.schema.json.' }),
    url: z
      .string()
      .nullable()
      .meta({ description: 'Of the page in the console, which asks who one is; null where it is not known.' }),
  })
  .meta({ title: 'Rolecall report event', description: 'The detail of the event that Rolecall puts on a bus for a report.' });

export type ReportEvent = z.infer<typeof reportEvent>;

/** Checks that a value is the detail of a report's event. @throws {z.ZodError} naming every place that is not. */
export function checkReportEvent(value: unknown): void {
  reportEvent.parse(value);
}

/** The JSON Schema of the detail, as shipped in `report/schema/`. */
export function reportEventJsonSchema(): object {
  return z.toJSONSchema(reportEvent, { target: 'draft-2020-12', io: 'input' });
}
