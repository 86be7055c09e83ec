import { dirname, join } from 'node:path';
import { newAccountId, serverAddress } from './account.ts';
import { type Clients, clientsOf } from './aws/clients.ts';
import { restApi } from './aws/rest.ts';
import { type WatchingProxy, watchingProxy } from './aws/watching-proxy.ts';
import { type GuardChanges, guardsFile } from './guards-file.ts';
import { packagedCode, packagedTemplate } from './packaged.ts';
import type { PackagedFunction } from './runtime/execution-environment.ts';
import { FUNCTION_NAMES, type FunctionName } from './stack/deployed-function.ts';
import { type DeployedStack, deployStack } from './stack/deployed-stack.ts';
import { type Tap, tapRules } from './stack/taps.ts';

export interface WorldOptions {
  /** The function that a world is, where no other is named; by default reconcile. */
  readonly name?: FunctionName;
  /** Fields of the packaged guards to change; the mode is enforce unless it is said. */
  readonly guards?: GuardChanges;
  /** For all functions; each reads what it knows. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the template, where they differ from its defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** One function, ready to run, and what stands between it and the server. */
export interface Installed {
  readonly packaged: PackagedFunction;
  readonly proxy: WatchingProxy;
}

/** The packaged stack in an account of its own. */
export interface Installation {
  readonly accountId: string;
  readonly clients: Clients;
  readonly stack: DeployedStack;
  readonly taps: readonly Tap[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<FunctionName, Installed>>;
}

const QUICK = { ROLECALL_SETTLING_SECONDS: '0', ROLECALL_LEASE_SECONDS: '30' };

/** Deploys the package into a new account. */
export async function install({ guards = {}, environment = {}, parameters = {} }: WorldOptions): Promise<Installation> {
  const template = packagedTemplate();
  const accountId = newAccountId();
  const clients = clientsOf(serverAddress(), accountId);
  const stack = await deployStack({ template, parameters }, accountId, clients, restApi(serverAddress(), accountId));
  const taps = await tapRules(clients);

  async function installed(name: FunctionName): Promise<Installed> {
    const folder = packagedCode(name, template);
    const proxy = await watchingProxy(serverAddress(), accountId);
    const packagedGuards = join(folder, dirname(stack[name].handler), 'rolecall.yml');
    const own = {
      ...reachable(stack[name].environment, proxy.endpoint),
      ...QUICK,
      ...outside(proxy.endpoint),
      ROLECALL_CONFIG: guardsFile(packagedGuards, accountId, { mode: 'enforce', ...guards }),
      ...environment,
    };
    return { packaged: { ...stack[name], folder, environment: own }, proxy };
  }

  const functions = await Promise.all(FUNCTION_NAMES.map(async (name) => [name, await installed(name)] as const));
  return {
    accountId,
    clients,
    stack,
    taps,
    parameters,
    functions: Object.fromEntries(functions) as Record<FunctionName, Installed>,
  };
}

/** The SDK takes the server from a queue's address, so that these are made the proxy's. */
function reachable(environment: Readonly<Record<string, string>>, endpoint: string): Readonly<Record<string, string>> {
  const isQueue = (value: string) => /^https?:\/\/sqs\./.test(value);
  const there = (value: string) => (isQueue(value) ? new URL(new URL(value).pathname, endpoint).href : value);
  return Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, there(value)]));
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
