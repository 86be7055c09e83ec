import {
  type ControllerPorts,
  type ControllerSettings,
  type KillSwitch,
  type RequestQueue,
  type SpecSourceReading,
  type SpecSources,
  StateConflict,
  type StateStore,
  StateUnreadable,
  type StoredState,
} from '../../controller/ports.ts';
import type { Request } from '../../controller/request.ts';
import { specCompiler } from '../../controller/specs/spec-compiler.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Clock } from '../../reconciler/ports.ts';
import type { Guards, Mode } from '../../specs/types.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { guardsWith } from '../world.ts';

export const CONTEXT = { accountId: ACCOUNT, partition: 'aws', region: 'eu-west-1' };

/** Time that passes only when it is told to. */
export class SimulatedClock implements Clock {
  #now: number;

  constructor(start = '2026-06-01T12:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** One object with compare-and-swap, kept as the text that would lie in the bucket. */
export class MemoryStateStore implements StateStore {
  readonly #codec = stateCodec(ACCOUNT);
  #text: string | undefined;
  #version = 0;
  reads = 0;
  writes = 0;
  /** Why nothing can be read or written now. */
  outage: string | undefined;
  /** Called before a write is compared: the moment in which somebody else may write. */
  beforeWrite: ((state: ControllerState) => void | Promise<void>) | undefined;

  async read(): Promise<StoredState | undefined> {
    this.reads += 1;
    if (this.outage !== undefined) throw new StateUnreadable(this.outage);
    return this.#text === undefined ? undefined : { state: this.#codec.parseState(this.#text), version: String(this.#version) };
  }

  async write(state: ControllerState, after: string | undefined): Promise<string> {
    this.writes += 1;
    await this.beforeWrite?.(state);
    if (this.outage !== undefined) throw new StateUnreadable(this.outage);
    const current = this.#text === undefined ? undefined : String(this.#version);
    if (current !== after) throw new StateConflict(`The state is version ${current} and not ${after}.`);
    this.put(state);
    return String(this.#version);
  }

  /** The state as it lies there. */
  get state(): ControllerState | undefined {
    return this.#text === undefined ? undefined : this.#codec.parseState(this.#text);
  }

  /** Writes it as somebody else would, asking nobody. */
  put(state: ControllerState): void {
    this.#text = this.#codec.stateText(state);
    this.#version += 1;
  }

  lose(): void {
    this.#text = undefined;
  }
}

/** Sources of spec files that can be edited; the first part of a file's name is its source. */
export class SpecFolder implements SpecSources {
  readonly #files = new Map<string, string>();
  /** By source: why it cannot be listed. */
  readonly failures = new Map<string, string>();
  /** By file: why it alone cannot be read. */
  readonly unreadable = new Map<string, string>();
  readonly sources: readonly string[];
  reads = 0;

  constructor(...sources: readonly string[]) {
    this.sources = sources.length === 0 ? ['specs'] : sources;
  }

  put(file: string, content: string | object): void {
    this.#files.set(file, typeof content === 'string' ? content : JSON.stringify(content));
  }

  remove(file: string): void {
    this.#files.delete(file);
  }

  async read(): Promise<readonly SpecSourceReading[]> {
    this.reads += 1;
    return this.sources.map((source) => this.#reading(source));
  }

  #reading(source: string): SpecSourceReading {
    const failure = this.failures.get(source) ?? null;
    if (failure !== null) return { source, files: [], problems: [], failure };
    const names = [...this.#files.keys()].filter((file) => file.startsWith(`${source}/`)).sort();
    const problems = names.flatMap((file) => {
      const message = this.unreadable.get(file);
      return message === undefined ? [] : [{ file, line: 1, column: 1, path: '', message, severity: 'error' as const }];
    });
    const files = names.filter((file) => !this.unreadable.has(file));
    return { source, files: files.map((file) => this.#file(file)), problems, failure };
  }

  #file(file: string) {
    return { file, content: new TextEncoder().encode(this.#files.get(file)), version: 'v1' };
  }
}

export interface QueuedRequest {
  readonly request: Request;
  readonly delaySeconds: number;
}

/** Remembers what was sent. */
export class FakeQueue implements RequestQueue {
  sent: QueuedRequest[] = [];
  /** What sending fails with. */
  failure: Error | undefined;

  async send(request: Request, delaySeconds: number): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.sent.push({ request, delaySeconds });
  }

  /** Takes out all that was sent. */
  take(): readonly QueuedRequest[] {
    return this.sent.splice(0);
  }
}

export class FakeKillSwitch implements KillSwitch {
  mode: Mode | undefined = 'enforce';

  async read(): Promise<Mode | undefined> {
    return this.mode;
  }
}

/** All ports in memory, around one account. */
export class World implements ControllerPorts {
  readonly taskDefinitions = { rolesInUse: async () => new Set<string>() };
  readonly clock: SimulatedClock;
  readonly state = new MemoryStateStore();
  readonly specs: SpecFolder;
  readonly compiler = specCompiler;
  readonly queue = new FakeQueue();
  readonly killSwitch = new FakeKillSwitch();
  iam: IamApi;

  constructor(iam: IamApi, clock = new SimulatedClock(), specs = new SpecFolder()) {
    this.iam = iam;
    this.clock = clock;
    this.specs = specs;
  }
}

/** A deployment that enforces. */
export function settingsWith(guards: Partial<Guards> = {}, overrides: Partial<ControllerSettings> = {}): ControllerSettings {
  return {
    account: CONTEXT,
    guards: guardsWith({ mode: 'enforce', ...guards }),
    settlingSeconds: 120,
    leaseSeconds: 60,
    ...overrides,
  };
}

let runs = 0;

/** One invocation's frame. */
export function frame(remaining: () => number = () => Number.POSITIVE_INFINITY) {
  runs += 1;
  return { runId: `run-${runs}`, remaining };
}
