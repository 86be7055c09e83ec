import { carryOutPass } from './carry-out-pass.ts';
import { type FinishedPass, fold } from './folding/fold.ts';
import { followUps } from './follow-ups.ts';
import { secondsAfter } from './instant.ts';
import { foreignLease } from './lease/lease.ts';
import {
  type ControllerPass,
  type ControllerPorts,
  type ControllerSettings,
  type PassFrame,
  type PassOutcome,
  StateConflict,
  type StoredState,
} from './ports.ts';
import { requestsOf } from './put-back.ts';
import type { PassRequest } from './request.ts';
import { emptyState, isFresh } from './state/empty-state.ts';
import { ontoNewer } from './state/newer-state.ts';
import type { ControllerState } from './state/state.ts';

/** How often a pass that has not written IAM is begun when somebody else writes the state in between. */
const ATTEMPTS = 2;
/** How often the outcome of a pass that wrote IAM is put onto a newer state. */
const FOLDS = 5;
const BUSY_DELAY_SECONDS = 30;
const CLOCKS_DIFFER_SECONDS = 3600;

/**
 * One pass of the controller: reads what is remembered, the kill switch and the specs, reconciles, and remembers what came of it.
 * At most one pass at a time writes IAM; one that finds another writing puts its request back into the queue.
 * @throws {StateUnreadable} when the run could not happen.
 */
export const runPass: ControllerPass = async (asked, frame, ports, settings) => {
  const request = withoutFuture(asked, ports.clock.now());
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = await attemptPass(request, frame, ports, settings);
    if (outcome !== 'conflict') return outcome;
  }
  return busy(request, ports, 'Other runs kept writing the state while this one read the account.');
};

/** Clocks differ by seconds; what is dated far ahead is forged or garbled, and would name somebody for as long as the drift lasts. */
function withoutFuture(request: PassRequest, now: Date): PassRequest {
  const latest = secondsAfter(now, CLOCKS_DIFFER_SECONDS);
  return { ...request, changes: request.changes.filter(({ at }) => Date.parse(at) <= Date.parse(latest)) };
}

async function attemptPass(
  request: PassRequest,
  frame: PassFrame,
  ports: ControllerPorts,
  settings: ControllerSettings,
): Promise<PassOutcome | 'conflict'> {
  const stored = await ports.state.read();
  const other = stored && foreignLease(stored.state, frame.runId, ports.clock.now());
  if (other !== undefined) return busy(request, ports, `Run ${other.holder} may write IAM until ${other.expiresAt}.`);
  const remembered = stored?.state ?? emptyState(settings.account.accountId);
  const base = { state: remembered, version: stored?.version, fresh: isFresh(stored?.state) };
  const carriedOut = await carryOutPass(request, base, frame, ports, settings).catch(unlessConflict);
  if (carriedOut === 'conflict') return 'conflict';
  const { pass, lease, settlesAt } = carriedOut;
  const state = lease === undefined ? await store(ports, base, pass) : await storeWritten(ports, lease.stored, pass);
  if (state === undefined) return 'conflict';
  const asked = followUps(pass.result.report, request, settlesAt, ports.clock.now());
  for (const { request: again, delaySeconds } of asked) await ports.queue.send(again, delaySeconds);
  return { result: 'done', report: pass.result.report, state, requeued: asked.map((followUp) => followUp.request) };
}

/** Nothing was written to IAM yet, so the pass may be begun anew. */
function unlessConflict(error: unknown): 'conflict' {
  if (error instanceof StateConflict) return 'conflict';
  throw error;
}

interface Base {
  readonly state: ControllerState;
  readonly version: string | undefined;
}

/** Without writes to IAM nothing is lost when the pass is begun anew; `undefined` if it has to be. */
async function store(ports: ControllerPorts, base: Base, pass: FinishedPass): Promise<ControllerState | undefined> {
  const write = async (onto: ControllerState, version: string | undefined) => {
    const state = fold(onto, pass);
    await ports.state.write(state, version);
    return state;
  };
  const stored = await ontoNewer(ports.state, base.state, base.version, write).catch(unlessConflict);
  return stored === 'conflict' ? undefined : stored;
}

/** What was written to IAM is remembered also if somebody else wrote the state meanwhile: it is put onto the newer one. */
async function storeWritten(ports: ControllerPorts, newest: StoredState, pass: FinishedPass): Promise<ControllerState> {
  let base: Base = newest;
  for (let tried = 1; ; tried++) {
    const state = base.version === undefined ? unseen(fold(base.state, pass)) : fold(base.state, pass);
    try {
      await ports.state.write(state, base.version);
      return state;
    } catch (error) {
      if (!(error instanceof StateConflict) || tried === FOLDS) throw error;
    }
    base = (await ports.state.read()) ?? { state: emptyState(newest.state.account), version: undefined };
  }
}

/** A state that was lost in the middle of a pass: the next pass observes, as after any loss. */
function unseen(state: ControllerState): ControllerState {
  return { ...state, runs: [] };
}

async function busy(request: PassRequest, { queue }: ControllerPorts, why: string): Promise<PassOutcome> {
  for (const again of requestsOf(request)) await queue.send(again, BUSY_DELAY_SECONDS);
  return { result: 'busy', message: `${why} The request was put back into the queue.` };
}
