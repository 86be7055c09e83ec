import * as z from 'zod';
import { MODES, SEVERITIES } from '../../specs/types.ts';
import { summary as auditSummary, taskDefinition } from '../audit/audit-report-schema.ts';
import { count, problem, role as reportedRole, summary } from '../drift-report-schema.ts';

const instant = z.iso.datetime();
const names = z.array(z.string());

const item = z.object({
  subject: z.string().meta({ description: "A role's name or a task-definition family." }),
  what: z.string().meta({ description: 'A unit of drift or a rule.' }),
  severity: z.enum(SEVERITIES),
});

const changes = z.object({ since: instant, appeared: z.array(item), gone: z.array(item) });

const point = z.object({
  at: instant,
  inSync: count,
  drifted: count,
  stuck: count.meta({ description: 'Refused, failed, unknown or invalid.' }),
  wider: count.meta({ description: 'Open drift by which live allows more than its spec.' }),
});

const heldPolicies = z.object({
  managed: names.meta({ description: 'ARNs of its managed policies: attached, and its boundary.' }),
  inline: names.nullable().meta({ description: 'Null where their names are not known.' }),
  boundary: z
    .string()
    .optional()
    .meta({ description: 'The one of them that is only its boundary; absent also where that is not known.' }),
});

const role = reportedRole.extend({
  labels: z.record(z.string(), z.string()),
  since: instant.nullable().meta({ description: 'Since when it has this status; null where nothing is remembered.' }),
  policies: heldPolicies.optional().meta({ description: 'As it was last read; absent where that is not known.' }),
});

/** The JSON form of an overview. Consumers must let unknown properties pass: later versions may add some. */
const overview = z
  .object({
    apiVersion: z.literal('rolecall/v1'),
    kind: z.literal('Overview'),
    account: z.string(),
    owner: z.string(),
    mode: z.enum(MODES),
    onTheSpot: z.literal(true).optional().meta({
      description: 'Of a single look at the account, which changed nothing; absent where it is of what the controller knows.',
    }),
    madeAt: instant,
    complete: z.boolean().meta({ description: 'Whether everything that it tells of could be read.' }),
    summary,
    audit: auditSummary.nullable().meta({ description: 'Null where no task definition was audited.' }),
    coverage: z
      .object({ declared: count, inUse: count })
      .nullable()
      .meta({ description: 'Of the roles that current task definitions use, how many a spec declares.' }),
    changes: changes.nullable().meta({ description: 'Against the report before.' }),
    trend: z.array(point).meta({ description: 'Oldest first.' }),
    mostDrifting: z.array(z.object({ role: z.string(), times: count, by: names })).meta({ description: 'Most often first.' }),
    expiringWaivers: z
      .array(z.object({ name: z.string(), expires: z.iso.date(), findings: names }))
      .meta({ description: 'Over within thirty days, or over already.' }),
    orphans: names.meta({ description: 'Roles that carry our tag and that nothing declares.' }),
    unusedSpecs: names
      .nullable()
      .meta({ description: 'Declared task and execution roles that no current task definition uses.' }),
    roles: z.array(role).meta({ description: 'Worst first.' }),
    taskDefinitions: z.array(taskDefinition).meta({ description: 'Worst first.' }),
    notices: names,
    problems: z.array(problem),
  })
  .meta({ title: 'Rolecall overview', description: "An account's roles and the audits of its task definitions at one moment." });

/** Checks that a value is an overview. @throws {z.ZodError} naming every place that is not. */
export function checkOverview(value: unknown): void {
  overview.parse(value);
}

/** The JSON Schema of overviews, as shipped in `report/schema/`. */
export function overviewJsonSchema(): object {
  return z.toJSONSchema(overview, { target: 'draft-2020-12', io: 'input' });
}
