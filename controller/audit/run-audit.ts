import { audit } from '../../audit/audit.ts';
import type { AuditInput, AuditReport } from '../../audit/types.ts';
import { strictest } from '../../reconciler/admission/mode.ts';
import type { SpecSet } from '../../specs/types.ts';
import { type AuditedRoles, auditedRoles } from './audited-roles.ts';
import type { AuditRun } from './ports.ts';
import { unreadRoles } from './unread-roles.ts';

/**
 * One audit: reads the roles that the task definitions name and says what is wrong with both. Writes nothing.
 * What cannot be described or read is said so and makes the report incomplete; it stops nothing else. Rejects only on a bug.
 */
export async function runAudit(run: AuditRun): Promise<AuditReport> {
  const startedAt = run.clock.now().toISOString();
  const { roleOf, failure } = await auditedRoles(run);
  const unread = unreadRoles(run, roleOf);
  const result = audit(inputOf(run, roleOf, startedAt));
  return {
    apiVersion: 'rolecall/v1',
    kind: 'AuditReport',
    runId: run.runId,
    trigger: run.trigger,
    complete: unread.length === 0 && run.definitions.every(({ described }) => described) && run.specs?.incomplete !== true,
    account: run.account.accountId,
    startedAt,
    finishedAt: run.clock.now().toISOString(),
    summary: result.summary,
    notices: noticesOf(run, failure, unread),
    taskDefinitions: result.taskDefinitions,
    findings: result.findings,
    problems: run.specs?.problems ?? [],
  };
}

function inputOf(run: AuditRun, roleOf: AuditedRoles['roleOf'], startedAt: string): AuditInput {
  const { account, specs, definitions, guards, otherNeeds, isWhole } = run;
  return {
    ...{ accountId: account.accountId, partition: account.partition, today: startedAt.slice(0, 10) },
    ...{ definitions, roleOf, guards, otherNeeds, isWhole },
    hasSpecs: specs !== undefined && declaresRoles(specs),
    waivers: specs?.waivers ?? [],
  };
}

/** Whether a role that no spec declares is known not to be declared. Waivers alone declare none and are no claim to all. */
function declaresRoles({ roles, invalid, unreadable, incomplete }: SpecSet): boolean {
  return !incomplete && roles.length + invalid.length + unreadable.length > 0;
}

/** Where the account could not be read at all, that is said once and not for every role. */
function noticesOf({ specs, guards }: AuditRun, failure: string | null, unread: readonly string[]): readonly string[] {
  const observes = specs !== undefined && declaresRoles(specs) && strictest(guards.mode) !== 'enforce';
  return [
    ...(failure === null ? bounded(unread) : [failure]),
    ...(specs?.incomplete ? ['Some file of the specs could not be read, so it is not known which roles no spec declares.'] : []),
    ...(observes
      ? [`The guards say mode: ${guards.mode}, so roles are judged as they are, not as their specs declare them.`]
      : []),
  ];
}

const MOST_SENTENCES = 5;

/** One missing permission can hide every role of the account. */
function bounded(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - MOST_SENTENCES;
  if (more <= 1) return sentences;
  return [...sentences.slice(0, MOST_SENTENCES), `Of ${more} more roles something could not be read either.`];
}
