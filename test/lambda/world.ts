import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type ParameterType, PutParameterCommand } from '@aws-sdk/client-ssm';
import { LiveIam } from '../../adapters/iam.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Mode } from '../../specs/types.ts';
import { deleteObject, endLease, placeOf, putObject, readState } from './aws/objects.ts';
import { sendTexts } from './aws/queue.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { iamCall, janeIn } from './events.ts';
import { type Installation, install, type WorldOptions } from './installation.ts';

type Json = Readonly<Record<string, unknown>>;

/** The packaged stack in an account of its own, and the ways to make things happen to it. */
export interface World extends Installation, Deliveries {
  /** Somebody else's hands in the account. */
  readonly iam: IamApi;
  putSpec(name: string, text: string): Promise<void>;
  deleteSpec(name: string): Promise<void>;
  /** Puts a spec into the Parameter Store, and tells the event bus, which the server does not. */
  putSpecParameter(name: string, text: string, type?: ParameterType): Promise<void>;
  setKillSwitch(mode: Mode): Promise<void>;
  /** Tells the event bus of a call to IAM. */
  tell(call: string, parameters: Json | null, who?: Json, more?: Json): Promise<void>;
  /** The schedule strikes. */
  strike(): Promise<void>;
  /** A message as a person, or anybody, sends it. */
  send(message: string): Promise<void>;
  state(): Promise<ControllerState | undefined>;
  /** As if the time of whoever holds the lease were over. */
  endLease(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<World> {
  const installation = await install(options);
  const { accountId, clients, proxy, schedule, stack } = installation;
  const { events, iam, s3, sqs, ssm } = clients;
  const { ROLECALL_SPECS, ROLECALL_STATE, ROLECALL_KILL_SWITCH } = stack.reconcile.environment;
  const specs = placeOf(ROLECALL_SPECS?.split(',')[0]);
  const state = placeOf(ROLECALL_STATE);
  const delivering = deliveries(installation);
  const send = (text: string) => sendTexts(sqs, stack.mapping.queueUrl, [text]);
  return {
    ...installation,
    ...delivering,
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
    strike: () => send(schedule),
    send,
    state: () => readState(s3, state),
    endLease: () => endLease(s3, state),
    close: async () => {
      delivering.endAll();
      for (const client of Object.values(clients)) client.destroy();
      await proxy.close();
    },
  };
}
