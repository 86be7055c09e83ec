import { dirname, join } from 'node:path';
import { newAccountId, serverAddress } from './account.ts';
import { type Clients, clientsOf } from './aws/clients.ts';
import { restApi } from './aws/rest.ts';
import { type WatchingProxy, watchingProxy } from './aws/watching-proxy.ts';
import { type GuardChanges, guardsFile } from './guards-file.ts';
import { packagedStack } from './packaged.ts';
import type { PackagedFunction } from './runtime/execution-environment.ts';
import { type DeployedStack, deployStack, type FunctionName, QUEUES } from './stack/deployed-stack.ts';
import { type Tap, tapRules } from './stack/taps.ts';
import { scheduleInput } from './stack/template.ts';

export interface WorldOptions {
  /** Which function is looked at; by default reconcile. */
  readonly name?: FunctionName;
  /** Fields of the packaged guards to change; the mode is enforce unless it is said. */
  readonly guards?: GuardChanges;
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the template, where they differ from its defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The packaged stack in an account of its own, and its function ready to run. */
export interface Installation {
  readonly accountId: string;
  readonly clients: Clients;
  readonly stack: DeployedStack;
  readonly taps: readonly Tap[];
  readonly proxy: WatchingProxy;
  readonly packaged: PackagedFunction;
  readonly parameters: Readonly<Record<string, string>>;
  /** What the schedule sends. */
  readonly schedule: string;
}

const QUICK = { ROLECALL_SETTLING_SECONDS: '0', ROLECALL_LEASE_SECONDS: '30' };

/** Deploys the package into a new account. */
export async function install({
  name = 'reconcile',
  guards = {},
  environment = {},
  parameters = {},
}: WorldOptions): Promise<Installation> {
  const { template, folder } = packagedStack(name);
  const accountId = newAccountId();
  const clients = clientsOf(serverAddress(), accountId);
  const stack = await deployStack({ template, name, parameters }, accountId, clients, restApi(serverAddress(), accountId));
  const taps = await tapRules(clients);
  const proxy = await watchingProxy(serverAddress(), accountId);
  const config = guardsFile(join(folder, dirname(stack[name].handler), 'rolecall.yml'), accountId, {
    mode: 'enforce',
    ...guards,
  });
  const packaged = {
    ...stack[name],
    folder,
    environment: {
      ...stack[name].environment,
      ...QUICK,
      ...outside(proxy.endpoint),
      // The SDK takes the server from the queue's address.
      [QUEUES[name].variable]: new URL(new URL(stack.mapping.queueUrl).pathname, proxy.endpoint).href,
      ROLECALL_CONFIG: config,
      ...environment,
    },
  };
  return {
    accountId,
    clients,
    stack,
    taps,
    proxy,
    packaged,
    parameters,
    schedule: scheduleInput(template, QUEUES[name].logicalName),
  };
}

/** What a function of Lambda's finds around it: credentials, a region, and here the server behind the proxy. */
function outside(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'ASIATEST',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
    AWS_ENDPOINT_URL: endpoint,
  };
}
