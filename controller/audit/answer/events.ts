import type { AuditedDefinition, DefinitionAudit, RoleOverrides } from '../../../audit/types.ts';
import type { PassFrame } from '../../ports.ts';
import type { TaskDefinitionReader } from '../ports.ts';
import type { TaskDefinitionRequest } from '../requests/audit-request.ts';
import { emptyIndex } from '../state/audit-index.ts';
import { entriesOf, knowsEvent } from '../state/audit-result.ts';
import { type AuditPorts, type AuditSettings, TurnedAway } from '../state/store-ports.ts';
import { describe, revisionIn } from './describing.ts';
import { identityOf, type Judged, judge } from './judging.ts';
import { keepInIndex, keepResult, resultOf, type ToKeep } from './keeping.ts';
import { NOTHING_DONE, type PartOfOutcome } from './outcome.ts';

/** What is left of a run must do for reading roles and writing results. */
const RESERVE_MILLISECONDS = 20_000;

/** Requests about one task definition with the same roles. */
interface Group {
  readonly definition: AuditedDefinition;
  readonly requests: readonly TaskDefinitionRequest[];
}

/**
 * Audits what events tell of. One that led to a result already is answered; one about a role that is not there yet is looked at
 * again before it counts.
 * @throws {StateUnreadable} if nothing can be remembered
 */
export async function answerEvents(
  requests: readonly TaskDefinitionRequest[],
  frame: PassFrame,
  ports: AuditPorts,
  settings: AuditSettings,
): Promise<PartOfOutcome> {
  const isKnown = await Promise.all(requests.map((request) => isAnswered(request, ports)));
  const fresh = requests.filter((_, index) => !isKnown[index]);
  if (fresh.length === 0) return NOTHING_DONE;
  const { groups, failed } = await described(fresh, frame, ports.taskDefinitions(), settings);
  if (groups.length === 0) return { ...NOTHING_DONE, failed };
  const index = (await ports.store.index.read())?.value ?? emptyIndex(settings.account.accountId);
  const definitions = groups.map(({ definition }) => definition);
  const calls = [...new Set(fresh.map(({ call }) => call))];
  const { report, judged } = await judge(
    { definitions, index, trigger: calls.join(', '), wholeRegion: null },
    frame,
    ports,
    settings,
  );
  const toKeep = await Promise.all(groups.map((group) => withSecondLook(group, judged, ports)));
  const requeued = toKeep.flatMap(({ again }) => again);
  for (const request of requeued) await ports.queue.send(request, settings.secondLookSeconds);
  // The result comes last: with it, the event counts as answered.
  await keepInIndex(
    toKeep.map(({ keep }) => asItCounts(keep)),
    settings.account.accountId,
    ports,
  );
  const written = await Promise.all(toKeep.map(({ keep }) => keepResult(keep, frame, ports)));
  const notices = [...report.notices, ...unsweptRegions(definitions, settings)];
  return { ...NOTHING_DONE, reports: [report], written: written.flat(), failed, requeued, notices };
}

/** Without a sweep nobody knows what else is current there, and so which execution roles are too broad anywhere. */
function unsweptRegions(definitions: readonly AuditedDefinition[], { regions }: AuditSettings): readonly string[] {
  const unswept = new Set(
    definitions.map((definition) => identityOf(definition).region).filter((region) => !regions.includes(region)),
  );
  return [...unswept].map(
    (region) =>
      `Task definitions are registered in ${region}, which is not swept: add it to auditRegions, or no execution role is found too broad.`,
  );
}

/** Where the event names a revision, its result tells; otherwise ECS has to be asked which it is. */
async function isAnswered({ reference, region, eventId, again }: TaskDefinitionRequest, ports: AuditPorts): Promise<boolean> {
  const { family, revision } = revisionIn(reference);
  if (again || revision === null) return false;
  const stored = await resultOf(ports, { region, family, revision }).read();
  return knowsEvent(stored?.value, eventId);
}

async function described(
  requests: readonly TaskDefinitionRequest[],
  frame: PassFrame,
  reader: TaskDefinitionReader,
  { account }: AuditSettings,
): Promise<{ readonly groups: readonly Group[]; readonly failed: readonly TaskDefinitionRequest[] }> {
  const answers = await Promise.all(
    requests.map(async (request) => {
      if (frame.remaining() < RESERVE_MILLISECONDS) return undefined;
      const { reference, region } = request;
      return describe({ reference, region, overrides: overridesOf(request) }, reader, account).catch(unlessTurnedAway);
    }),
  );
  const groups = new Map<string, Group>();
  const failed: TaskDefinitionRequest[] = [];
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer === undefined) failed.push(request);
    else addTo(groups, answer.definition, request);
  }
  return { groups: [...groups.values()], failed };
}

/** It is asked for again when its message comes again. */
function unlessTurnedAway(error: unknown): undefined {
  if (!(error instanceof TurnedAway)) throw error;
}

function addTo(groups: Map<string, Group>, definition: AuditedDefinition, request: TaskDefinitionRequest): void {
  const { family, revision, region, overrides } = identityOf(definition);
  const key = JSON.stringify([region, family, revision, overrides?.taskRole, overrides?.executionRole]);
  const known = groups.get(key);
  groups.set(key, { definition: known?.definition ?? definition, requests: [...(known?.requests ?? []), request] });
}

function overridesOf({ call, taskRole, executionRole, by }: TaskDefinitionRequest): RoleOverrides | null {
  return call === 'RegisterTaskDefinition' ? null : { call, taskRole, executionRole, by };
}

/** What to keep of a group, and what asks for its second look. */
async function withSecondLook(
  { definition, requests }: Group,
  judged: readonly Judged[],
  ports: AuditPorts,
): Promise<{ readonly keep: ToKeep; readonly again: readonly TaskDefinitionRequest[] }> {
  const found = judged.find((each) => each.definition === definition) as Judged;
  const [latest] = requests as readonly [TaskDefinitionRequest];
  const isFirst = requests.every(({ again }) => !again);
  const pendingAgain = isFirst && isRoleMissing(found.audit) && !(await saidSoBefore(found, ports));
  const eventIds = requests.map(({ eventId }) => eventId);
  const keep = { judged: found, trigger: latest.call, pendingAgain, eventIds };
  const reference = found.audit.arn ?? latest.reference;
  return { keep, again: pendingAgain ? [{ ...latest, reference, again: true }] : [] };
}

/** A role that may be on its way is no finding yet. */
function asItCounts({ judged, pendingAgain }: ToKeep): Judged {
  if (!pendingAgain) return judged;
  const findings = judged.audit.findings.filter(({ rule }) => rule !== 'RoleMissing');
  return { ...judged, audit: { ...judged.audit, findings } };
}

async function saidSoBefore({ definition, audit }: Judged, ports: AuditPorts): Promise<boolean> {
  const stored = await resultOf(ports, identityOf(definition)).read();
  const roles = rolesMissing(audit);
  return entriesOf(stored?.value).some(
    (entry) => !entry.pendingAgain && roles.every((role) => rolesMissing(entry.audit).includes(role)),
  );
}

function isRoleMissing(audit: DefinitionAudit): boolean {
  return rolesMissing(audit).length > 0;
}

function rolesMissing({ findings }: DefinitionAudit): readonly (string | null)[] {
  return findings.filter(({ rule }) => rule === 'RoleMissing').map(({ role }) => role);
}
