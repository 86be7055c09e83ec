import type { IamApi } from '../iam/api.ts';
import type { Clock, TaskDefinitions } from '../reconciler/ports.ts';
import type { DriftReport } from '../reconciler/types.ts';
import type { CompiledSpecs, Guards, Mode, Problem, SpecContext, SpecFile } from '../specs/types.ts';
import type { PassRequest, Request } from './request.ts';
import type { ControllerState } from './state/state.ts';

export interface StoredState {
  readonly state: ControllerState;
  /** Names this very version of the state. */
  readonly version: string;
}

/** Where the state lies. */
export interface StateStore {
  /**
   * @returns `undefined` if there is none.
   * @throws {StateUnreadable}
   */
  read(): Promise<StoredState | undefined>;
  /**
   * Writes the state if it still is the version that was read; `after: undefined` only if there is none.
   * @returns the new version.
   * @throws {StateConflict} if somebody else wrote it in the meantime; {StateUnreadable} if it cannot be written.
   */
  write(state: ControllerState, after: string | undefined): Promise<string>;
}

/** The state cannot be read or written, so nothing may be written to IAM. */
export class StateUnreadable extends Error {}

/** Somebody else wrote the state since it was read. */
export class StateConflict extends Error {}

/** One place that specs come from, as it was read. */
export interface SpecSourceReading {
  /** As the settings name it: `s3://bucket/prefix`, `ssm:/path`, a folder. */
  readonly source: string;
  readonly files: readonly SpecFile[];
  /** Single files that could not be read, or are refused. */
  readonly problems: readonly Problem[];
  /** Why the place could not be listed to its end; then `files` is empty and says nothing. `null`: it was. */
  readonly failure: string | null;
}

export interface SpecSources {
  /** Reads every source; one that fails stops no other. Never rejects. */
  read(): Promise<readonly SpecSourceReading[]>;
}

/** Makes one set of specs of all files. */
export interface SpecCompiler {
  /** @param today `YYYY-MM-DD` in UTC, to judge how far ahead a waiver ends */
  compile(files: readonly SpecFile[], account: SpecContext, today: string): Promise<CompiledSpecs>;
}

/** The queue that wakes the controller. */
export interface RequestQueue {
  /** @param delaySeconds from 0 to 900 */
  send(request: Request, delaySeconds: number): Promise<void>;
}

export interface KillSwitch {
  /** The mode it is set to; `undefined` if it cannot be read, which means observe. Never rejects. */
  read(): Promise<Mode | undefined>;
}

/** All that a pass of the controller needs. */
export interface ControllerPorts {
  readonly iam: IamApi;
  readonly taskDefinitions: TaskDefinitions;
  readonly clock: Clock;
  readonly state: StateStore;
  readonly specs: SpecSources;
  readonly compiler: SpecCompiler;
  readonly queue: RequestQueue;
  readonly killSwitch: KillSwitch;
}

export interface ControllerSettings {
  readonly account: SpecContext;
  readonly guards: Guards;
  /** How long a role that was just written is not judged. */
  readonly settlingSeconds: number;
  /** How long a run may write before it has to say that it is alive. */
  readonly leaseSeconds: number;
}

/** One invocation's frame. */
export interface PassFrame {
  readonly runId: string;
  /** Milliseconds until the run is cut off; `Infinity` where nothing does. */
  remaining(): number;
}

export type PassOutcome =
  | {
      readonly result: 'done';
      readonly report: DriftReport;
      readonly state: ControllerState;
      /** What was put back into the queue: unfinished, or to be looked at again once settled. */
      readonly requeued: readonly Request[];
    }
  /** Another run is writing, or wrote in between: the request was put back into the queue. */
  | { readonly result: 'busy'; readonly message: string };

/** @throws {StateUnreadable} when the run could not happen. */
export type ControllerPass = (
  request: PassRequest,
  frame: PassFrame,
  ports: ControllerPorts,
  settings: ControllerSettings,
) => Promise<PassOutcome>;
