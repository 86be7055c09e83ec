import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type ParameterType, PutParameterCommand } from '@aws-sdk/client-ssm';
import { LiveIam } from '../../adapters/iam.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Mode } from '../../specs/types.ts';
import { deleteObject, endLease, placeOf, putObject, readState } from './aws/objects.ts';
import { iamCall, janeIn } from './events.ts';
import { type Installation, install, type WorldOptions } from './installation.ts';
import type { FunctionName } from './stack/deployed-function.ts';
import { type Worker, workersOf } from './workers.ts';

type Json = Readonly<Record<string, unknown>>;

/** The packaged stack in an account of its own, and the ways to make things happen to it; and, for short, one of its functions. */
export interface World extends Installation, Worker {
  /** Any function of the same deployment. */
  readonly workers: Readonly<Record<FunctionName, Worker>>;
  /** Somebody else's hands in the account. */
  readonly iam: IamApi;
  putSpec(name: string, text: string): Promise<void>;
  deleteSpec(name: string): Promise<void>;
  /** Puts a spec into the Parameter Store, and tells the event bus, which the server does not. */
  putSpecParameter(name: string, text: string, type?: ParameterType): Promise<void>;
  setKillSwitch(mode: Mode): Promise<void>;
  /** Tells the event bus of a call to IAM. */
  tell(call: string, parameters: Json | null, who?: Json, more?: Json): Promise<void>;
  state(): Promise<ControllerState | undefined>;
  /** As if the time of whoever holds the lease were over. */
  endLease(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<World> {
  const installation = await install(options);
  const { accountId, clients, stack } = installation;
  const { events, iam, s3, ssm } = clients;
  const { ROLECALL_SPECS, ROLECALL_STATE, ROLECALL_KILL_SWITCH } = stack.reconcile.environment;
  const specs = placeOf(ROLECALL_SPECS?.split(',')[0]);
  const state = placeOf(ROLECALL_STATE);
  const workers = workersOf(installation);
  return {
    ...installation,
    ...workers[options.name ?? 'reconcile'],
    workers,
    iam: new LiveIam(iam, { reads: 1000, writes: 1000 }),
    putSpec: (name, text) => putObject(s3, specs, name, text),
    deleteSpec: (name) => deleteObject(s3, specs, name),
    putSpecParameter: async (Name, Value, Type = 'String') => {
      await ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
      const Detail = JSON.stringify({ operation: 'Create', name: Name, type: Type });
      await events.send(new PutEventsCommand({ Entries: [{ Source: 'aws.ssm', DetailType: 'Parameter Store Change', Detail }] }));
    },
    setKillSwitch: async (Value) => {
      await ssm.send(new PutParameterCommand({ Name: ROLECALL_KILL_SWITCH, Value, Overwrite: true }));
    },
    tell: async (call, parameters, who = janeIn(accountId), more = {}) => {
      const Detail = JSON.stringify({ ...iamCall(call, parameters, who), ...more });
      const entry = { Source: 'aws.iam', DetailType: 'AWS API Call via CloudTrail', Detail };
      await events.send(new PutEventsCommand({ Entries: [entry] }));
    },
    state: () => readState(s3, state),
    endLease: () => endLease(s3, state),
    close: async () => {
      for (const worker of Object.values(workers)) worker.endAll();
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all(Object.values(workers).map(({ proxy }) => proxy.close()));
    },
  };
}
