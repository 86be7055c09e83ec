import type { PassFrame } from '../../ports.ts';
import { changeObject } from '../../state/change-object.ts';
import type { TaskDefinitionReader } from '../ports.ts';
import type { SweepRequest } from '../requests/audit-request.ts';
import { emptyIndex, indexAfterSweep, indexedName, indexWith, placeOf, regionOf, withoutUnswept } from '../state/audit-index.ts';
import { auditHash } from '../state/audit-result.ts';
import type { AuditIndex } from '../state/audit-state.ts';
import { type AuditPorts, type AuditSettings, TurnedAway } from '../state/store-ports.ts';
import { type Described, describe, revisionIn } from './describing.ts';
import { identityOf, type Judged, judge } from './judging.ts';
import { changeOf, keepResult } from './keeping.ts';
import { NOTHING_DONE, type PartOfOutcome, together } from './outcome.ts';

/** What is left of a run must do for reading the account, judging and writing. */
const RESERVE_MILLISECONDS = 240_000;
/** Until a sweep that ECS turned away goes on. */
const PAUSE_SECONDS = 60;

/** CloudTrail tells EventBridge of a call within minutes. */
const ANNOUNCED_WITHIN_MILLISECONDS = 15 * 60_000;

/** One region, as far as this run came. */
interface SweptRegion {
  readonly region: string;
  /** All that is current in it. */
  readonly references: readonly string[];
  readonly described: readonly Described[];
  /** Whether nothing of it is left, and nothing was done by an earlier run. */
  readonly isDone: boolean;
  readonly isWhole: boolean;
  /** The last reference that was described. */
  readonly last: string | undefined;
}

/**
 * Audits all that can start tasks now, region by region, writes what changed, and makes the index anew. What it does not come to
 * is left to a message that goes on with it.
 * @throws {StateUnreadable} if nothing can be remembered
 */
export async function answerSweep(
  request: SweepRequest,
  frame: PassFrame,
  ports: AuditPorts,
  settings: AuditSettings,
): Promise<PartOfOutcome> {
  const [afterRegion = '', after = ''] = request.after?.split(' ') ?? [];
  const reader = ports.taskDefinitions();
  let outcome = NOTHING_DONE;
  for (const region of settings.regions.toSorted()) {
    if (region < afterRegion) continue;
    const begun = ports.clock.now().toISOString();
    const swept = await sweepRegion(region, region === afterRegion ? after : '', reader, frame, settings).catch(
      notListed(region),
    );
    if (typeof swept === 'string') {
      outcome = together(outcome, { ...NOTHING_DONE, failed: [request], notices: [swept] });
      continue;
    }
    if (swept.described.length > 0 || swept.isDone)
      outcome = together(outcome, await keepRegion(swept, begun, frame, ports, settings));
    if (!swept.isDone) return together(outcome, await continued(swept, request, ports));
  }
  return outcome;
}

function notListed(region: string): (error: unknown) => string {
  return (error) =>
    `The task definitions of ${region} could not be listed: ${error instanceof Error ? error.message : String(error)}`;
}

async function sweepRegion(
  region: string,
  after: string,
  reader: TaskDefinitionReader,
  frame: PassFrame,
  { account }: AuditSettings,
): Promise<SweptRegion> {
  const references = [...(await reader.listCurrent(region))].sort();
  const todo = references.filter((reference) => reference > after);
  const described: Described[] = [];
  for (const reference of todo) {
    if (frame.remaining() < RESERVE_MILLISECONDS) break;
    const found = await describe({ reference, region, overrides: null }, reader, account).catch(unlessTurnedAway);
    if (found === undefined) break;
    described.push(found);
  }
  const isDone = described.length === todo.length;
  const last = todo[described.length - 1];
  return { region, references, described, isDone, isWhole: isDone && todo.length === references.length, last };
}

function unlessTurnedAway(error: unknown): undefined {
  if (!(error instanceof TurnedAway)) throw error;
}

/** A run that came to nothing new would send itself round in circles: its message comes again, a few times. */
async function continued({ region, last }: SweptRegion, request: SweepRequest, { queue }: AuditPorts): Promise<PartOfOutcome> {
  if (last === undefined) return { ...NOTHING_DONE, failed: [request] };
  const next: SweepRequest = { kind: 'sweep', after: placeOf(region, last) };
  await queue.send(next, PAUSE_SECONDS);
  return { ...NOTHING_DONE, requeued: [next] };
}

async function keepRegion(
  { region, references, described, isDone, isWhole }: SweptRegion,
  begun: string,
  frame: PassFrame,
  ports: AuditPorts,
  settings: AuditSettings,
): Promise<PartOfOutcome> {
  const { accountId } = settings.account;
  const before = (await ports.store.index.read())?.value ?? emptyIndex(accountId);
  const definitions = described.map(({ definition }) => definition);
  const { regions } = settings;
  // Judged as it stands afterwards, so that nothing is unsaid by what is forgotten with this sweep.
  const index = withoutUnswept(before, { begun, ended: begun, regions });
  const toJudge = { definitions, index, trigger: 'sweep', wholeRegion: isWhole ? region : null };
  const { report, judged } = await judge(toJudge, frame, ports, settings);
  const changed = judged.filter((each) => saysSomethingNew(each, before));
  const written: string[] = [];
  for (const each of changed)
    written.push(...(await keepResult({ judged: each, trigger: 'sweep', pendingAgain: false, eventIds: [] }, frame, ports)));
  const ended = ports.clock.now().toISOString();
  const current = new Set([...references.map((reference) => indexedName(revisionIn(reference))), ...judged.map(nameOf)]);
  await changeObject(ports.store.index, (index = emptyIndex(accountId)) => {
    const next = indexWith(index, changeOf(judged, index, ended));
    return isDone ? indexAfterSweep(next, region, current, { begun, ended, regions }) : next;
  });
  const unannounced = unannouncedIn(described, region, before, ports.clock.now());
  return { ...NOTHING_DONE, reports: [report], written, unannounced, notices: report.notices };
}

function nameOf({ definition }: Judged): string {
  return indexedName(identityOf(definition));
}

function known({ definition }: Judged, index: AuditIndex) {
  return regionOf(index, identityOf(definition).region).definitions[indexedName(identityOf(definition))];
}

function saysSomethingNew(judged: Judged, before: AuditIndex): boolean {
  return known(judged, before)?.hash !== auditHash(judged.audit);
}

/**
 * What was registered since the last sweep, and is unknown all the same. What was registered just now may yet be announced, and
 * what the first sweep of a region finds was there before anybody listened.
 */
function unannouncedIn(described: readonly Described[], region: string, index: AuditIndex, now: Date): readonly string[] {
  const { sweptAt, definitions } = regionOf(index, region);
  if (sweptAt === null) return [];
  const latest = now.getTime() - ANNOUNCED_WITHIN_MILLISECONDS;
  const isNew = ({ registeredAt }: Described) =>
    registeredAt === null || (registeredAt.getTime() > Date.parse(sweptAt) && registeredAt.getTime() < latest);
  const found = described.filter((each) => each.definition.described && isNew(each));
  const names = found.map(({ definition }) => indexedName(identityOf(definition)));
  return names.filter((name) => definitions[name] === undefined).map((name) => placeOf(region, name));
}
