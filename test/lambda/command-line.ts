import { setTimeout as sleep } from 'node:timers/promises';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { runCli } from '../../cli/run-cli.ts';
import { processIo } from '../../cli/terminal/io.ts';
import { serverAddress } from './account.ts';
import { REGION } from './aws/clients.ts';
import { watchingProxy } from './aws/watching-proxy.ts';
import type { World } from './world.ts';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PUBLISHED = '/rolecall/deployment';

/** Runs one command in this process, with the account of the world behind the user's credentials; the clock is the real one. */
export async function typed(world: World, ...argv: readonly string[]): Promise<Ended> {
  const proxy = await watchingProxy(serverAddress(), world.accountId);
  const before = { ...process.env };
  Object.assign(process.env, credentialsAt(proxy.endpoint));
  await reachableQueue(world, proxy.endpoint);
  const written = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    columns: 100,
    write: (text: string) => {
      written[to] += text;
    },
  });
  const clock = { now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds) };
  try {
    const io = { ...processIo(), env: {}, clock, confirm: undefined, stdout: output('stdout'), stderr: output('stderr') };
    const status = await runCli(argv, io);
    return { status, ...written };
  } finally {
    process.env = before;
    await proxy.close();
  }
}

function credentialsAt(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: REGION,
  };
}

/** The SDK takes the server from the queue's address, so the one that the stack published is made one of the proxy's. */
async function reachableQueue({ clients: { ssm } }: World, endpoint: string): Promise<void> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: PUBLISHED }));
  const deployment = JSON.parse(Parameter?.Value ?? '') as { readonly queueUrl: string };
  const queueUrl = new URL(new URL(deployment.queueUrl).pathname, endpoint).href;
  const Value = JSON.stringify({ ...deployment, queueUrl });
  await ssm.send(new PutParameterCommand({ Name: PUBLISHED, Value, Overwrite: true }));
}
