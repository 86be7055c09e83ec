import { foldName } from '../../iam/role.ts';
import type { Clock, Intent } from '../../reconciler/ports.ts';
import type { Reason } from '../../reconciler/types.ts';
import { secondsAfter } from '../instant.ts';
import { StateConflict, type StateStore, StateUnreadable, type StoredState } from '../ports.ts';
import type { ControllerState, Lease, RecordedWrite } from '../state/state.ts';

export interface LeaseSettings {
  readonly store: StateStore;
  readonly clock: Clock;
  /** The run that writes. */
  readonly holder: string;
  readonly seconds: number;
}

/** What a run is about to write, and the plan hash that lets it through the brake. */
export interface Intended {
  readonly intents: readonly Intent[];
  readonly approved: string | undefined;
}

/** The lease that another run holds now; `undefined` if none does. */
export function foreignLease({ lease }: ControllerState, holder: string, now: Date): Lease | undefined {
  return lease !== null && lease.holder !== holder && Date.parse(lease.expiresAt) > now.getTime() ? lease : undefined;
}

/** The right to write IAM, as it stands in the state: taken, renewed and given up by compare-and-swap. */
export class HeldLease {
  readonly #settings: LeaseSettings;
  #intended: Intended = { intents: [], approved: undefined };
  #stored: StoredState;
  #expiresAt = 0;
  #recorded: readonly RecordedWrite[] = [];
  #renewal: Promise<void> | undefined;

  private constructor(settings: LeaseSettings, stored: StoredState) {
    this.#settings = settings;
    this.#stored = stored;
  }

  /**
   * Takes the lease, and puts down what is to be written, in one write.
   * @param after the version that was read; `undefined` if there was no state
   * @throws {StateConflict} if somebody else wrote the state in the meantime; {StateUnreadable}
   */
  static async take(settings: LeaseSettings, state: ControllerState, after: string | undefined, intended: Intended) {
    const lease = new HeldLease(settings, { state, version: '' });
    await lease.#write(state, after, intended);
    return lease;
  }

  /** The newest state that this run knows of. */
  get stored(): StoredState {
    return this.#stored;
  }

  /** What stands in the state of the writes that this run intends. */
  get recorded(): readonly RecordedWrite[] {
    return this.#recorded;
  }

  /** Puts down what is to be written. */
  async record(intended: Intended): Promise<void> {
    await this.#write(this.#stored.state, this.#stored.version, intended);
  }

  /** Asked before each write: renews the lease when half of it is used; a reason means that it is lost, and nothing may be written. */
  async check(): Promise<Reason | undefined> {
    const { seconds } = this.#settings;
    if (this.#left() <= 0) return LOST;
    if (this.#left() < seconds / 2) {
      this.#renewal ??= this.#renew().finally(() => {
        this.#renewal = undefined;
      });
      await this.#renewal;
    }
    return this.#left() > seconds / 4 ? undefined : LOST;
  }

  #left(): number {
    return (this.#expiresAt - this.#settings.clock.now().getTime()) / 1000;
  }

  /** While the state cannot be written the lease lives on until it is nearly over. */
  async #renew(): Promise<void> {
    try {
      await this.#write(this.#stored.state, this.#stored.version, this.#intended);
    } catch (error) {
      if (error instanceof StateConflict) await this.#renewAfresh();
      else if (!(error instanceof StateUnreadable)) throw error;
    }
  }

  /** Somebody wrote the state: if that left us the lease, it is renewed on top of it. */
  async #renewAfresh(): Promise<void> {
    try {
      const newer = await this.#settings.store.read();
      if (newer?.state.lease?.holder !== this.#settings.holder) this.#expiresAt = 0;
      else await this.#write(newer.state, newer.version, this.#intended);
    } catch (error) {
      if (!(error instanceof StateConflict || error instanceof StateUnreadable)) throw error;
    }
  }

  async #write(base: ControllerState, after: string | undefined, intended: Intended): Promise<void> {
    const { store, clock, holder, seconds } = this.#settings;
    const now = clock.now();
    const writes = recordedWrites(intended, now.toISOString());
    const lease = { holder, expiresAt: secondsAfter(now, seconds) };
    const others = withoutRecorded(base.writes, this.#recorded);
    const state = { ...base, lease, writes: [...others, ...writes], approvals: approvalsWith(base.approvals, intended, now) };
    const version = await store.write(state, after);
    this.#stored = { state, version };
    this.#expiresAt = Date.parse(lease.expiresAt);
    this.#recorded = writes;
    this.#intended = intended;
  }
}

/** Those writes that a run did not put down itself. */
export function withoutRecorded(writes: readonly RecordedWrite[], own: readonly RecordedWrite[]): readonly RecordedWrite[] {
  const keys = new Set(own.map(keyOf));
  return writes.filter((write) => !keys.has(keyOf(write)));
}

function keyOf({ role, impact, at }: RecordedWrite): string {
  return `${role} ${impact} ${at}`;
}

function recordedWrites({ intents, approved }: Intended, at: string): readonly RecordedWrite[] {
  return intents.map(({ role, impact }) => ({
    role: foldName(role),
    impact,
    at,
    ...(approved !== undefined && { approved: true }),
  }));
}

function approvalsWith(approvals: ControllerState['approvals'], { approved }: Intended, now: Date) {
  if (approved === undefined || approvals.some(({ hash }) => hash === approved)) return approvals;
  return [...approvals, { hash: approved, at: now.toISOString() }];
}

const LOST: Reason = {
  code: 'Deferred',
  message:
    'This run lost the right to write, because it took too long or could not renew it. What is left is done by the next run.',
};
