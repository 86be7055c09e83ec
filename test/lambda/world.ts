import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { LiveIam } from '../../adapters/iam.ts';
import type { ControllerState } from '../../controller/state.ts';
import { type IamApi, WRITE_CALLS } from '../../iam/api.ts';
import type { Mode } from '../../specs/types.ts';
import { newAccountId, serverAddress } from './account.ts';
import { type Clients, clientsOf } from './aws/clients.ts';
import { deleteObject, endLease, placeOf, putObject, readState } from './aws/objects.ts';
import { depthOf, type QueueDepth, receiveBatch, sendTexts } from './aws/queue.ts';
import { restApi } from './aws/rest.ts';
import { type WatchingProxy, watchingProxy } from './aws/watching-proxy.ts';
import { iamCall, janeIn } from './events.ts';
import { type GuardChanges, guardsFile } from './guards-file.ts';
import { packagedStack } from './packaged.ts';
import { type ExecutionEnvironment, executionEnvironment, type Outcome } from './runtime/execution-environment.ts';
import { type DeployedFunction, deployStack } from './stack/deployed-stack.ts';
import { deliverBatch, type EventSourceMapping } from './stack/event-source.ts';
import { forwardMatched, tapRules } from './stack/taps.ts';
import { scheduleInput } from './stack/template.ts';

export interface WorldOptions {
  /** Fields of the packaged guards to change; the mode is enforce unless it is said. */
  readonly guards?: GuardChanges;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the function made of one batch of messages. */
export interface Delivered {
  readonly messages: number;
  /** `undefined`: there was no message. */
  readonly outcome: Outcome | undefined;
  /** Names of the calls to AWS, in their order. */
  readonly calls: readonly string[];
  /** Those among them that change IAM. */
  readonly writes: readonly string[];
  readonly log: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** The packaged stack in an account of its own, and the ways to make things happen to it. */
export interface World {
  readonly accountId: string;
  readonly clients: Clients;
  readonly deployed: DeployedFunction;
  /** Of the stack's resources, by logical name. */
  readonly physicalNames: ReadonlyMap<string, string>;
  readonly proxy: WatchingProxy;
  /** Somebody else's hands in the account. */
  readonly iam: IamApi;
  readonly lambda: ExecutionEnvironment;
  /** Another process of the same function. */
  secondEnvironment(): ExecutionEnvironment;
  putSpec(name: string, text: string): Promise<void>;
  deleteSpec(name: string): Promise<void>;
  setKillSwitch(mode: Mode): Promise<void>;
  /** Tells the event bus of a call to IAM. */
  tell(call: string, parameters: Json | null, who?: Json, more?: Json): Promise<void>;
  /** The schedule strikes. */
  strike(): Promise<void>;
  /** A message as a person, or anybody, sends it. */
  send(message: unknown): Promise<void>;
  /** Delivers what lies in the queue as one batch, once something does. */
  deliver(how?: { timeoutSeconds?: number; to?: ExecutionEnvironment; atMost?: number }): Promise<Delivered>;
  /** Delivers until nothing is left in the queue. */
  deliverAll(): Promise<readonly Delivered[]>;
  /** As if the time of whoever holds the lease were over. */
  endLease(): Promise<void>;
  queue(): Promise<QueueDepth>;
  state(): Promise<ControllerState | undefined>;
  close(): Promise<void>;
}

