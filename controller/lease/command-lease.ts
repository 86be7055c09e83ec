import type { Clock, Memory, Run } from '../../reconciler/ports.ts';
import { memoryOf } from '../memory/memory.ts';
import { StateConflict, type StateStore, StateUnreadable } from '../ports.ts';
import type { PassRequest } from '../request.ts';
import { emptyState } from '../state/empty-state.ts';
import type { ControllerState } from '../state/state.ts';
import { foreignLease, HeldLease, withoutRecorded } from './lease.ts';

/** The controller is writing, so nobody else may. */
export class LeaseHeld extends Error {
  override readonly name = 'LeaseHeld';
}

export interface CommandLease {
  readonly store: StateStore;
  readonly account: string;
  readonly runId: string;
  readonly clock: Clock;
  readonly seconds: number;
}

/**
 * What a run that holds the lease is given: it puts down what it is about to write, stops when the lease is lost, and counts what
 * was written within the hour. A person who applies need not wait: not for what keeps drifting, and not for what was just written,
 * for each role is read afresh before it is written.
 */
export type LeaseHooks = Required<Pick<Run, 'beforeWriting' | 'halt' | 'memory'>>;

/** How often the lease is taken or given up when the controller stores a pass in between. */
const ATTEMPTS = 3;

/**
 * Does work that writes IAM while the controller may not, and gives the lease up at its end, however that comes.
 * @throws {LeaseHeld} if the controller is writing; {StateUnreadable}; whatever the work throws
 */
export async function withLease<T>(command: CommandLease, work: (hooks: LeaseHooks) => Promise<T>): Promise<T> {
  const lease = await take(command);
  try {
    return await work({
      memory: memoryFor(command, lease.stored.state),
      beforeWriting: (intents, approved) => lease.record({ intents, approved }),
      halt: () => lease.check(),
    });
  } finally {
    await release(command, lease);
  }
}

function memoryFor({ clock }: CommandLease, state: ControllerState): Memory {
  const memory = memoryOf({ state, request: NOTHING_ASKED, declarations: new Map(), settlingSeconds: 0, now: clock.now() });
  return { ...memory, heldBack: () => undefined, settlesAt: () => undefined };
}

const NOTHING_ASKED: PassRequest = {
  scope: 'all',
  trigger: 'cli',
  approved: undefined,
  resume: new Set(),
  accept: new Set(),
  changes: [],
};

async function take({ store, account, runId: holder, clock, seconds }: CommandLease): Promise<HeldLease> {
  for (let attempt = 1; ; attempt++) {
    const stored = await store.read();
    const state = stored?.state ?? emptyState(account);
    const other = foreignLease(state, holder, clock.now());
    if (other !== undefined) throw new LeaseHeld(writing(other.holder, other.expiresAt));
    try {
      return await HeldLease.take({ store, clock, holder, seconds }, state, stored?.version, {
        intents: [],
        approved: undefined,
      });
    } catch (error) {
      if (!(error instanceof StateConflict)) throw error;
      if (attempt === ATTEMPTS) throw new LeaseHeld('The controller is busy with this account. Try again in a minute.');
    }
  }
}

function writing(holder: string, until: string): string {
  return `Another run (${holder}) is writing this account, at most until ${until}. Nothing was written; try again then.`;
}

/** A lease that cannot be given up ends by itself. What was put down stays, so that the controller lets those roles settle. */
async function release({ store, runId, clock }: CommandLease, lease: HeldLease): Promise<void> {
  let { state, version } = lease.stored;
  for (let attempt = 1; attempt <= ATTEMPTS && state.lease?.holder === runId; attempt++) {
    const at = clock.now().toISOString();
    const writes = [...withoutRecorded(state.writes, lease.recorded), ...lease.recorded.map((write) => ({ ...write, at }))];
    try {
      await store.write({ ...state, lease: null, writes }, version);
      return;
    } catch (error) {
      if (!(error instanceof StateConflict || error instanceof StateUnreadable)) throw error;
    }
    const newer = await store.read().catch(() => undefined);
    if (newer === undefined) return;
    ({ state, version } = newer);
  }
}
