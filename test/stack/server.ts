import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Server {
  readonly endpoint: string;
  /** The environment of a command that shall see this server, and nobody's account. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
}

/** moto, on a port of its own, with CloudFormation's validation as AWS has it. */
export async function startServer(): Promise<Server> {
  mkdirSync('reports', { recursive: true });
  const log = openSync('reports/moto-stack.log', 'w');
  const port = String(await freePort());
  const { PATH, HOME } = process.env;
  const server = spawn(process.env.ROLECALL_PYTHON ?? 'python3', ['test/stack/moto_server.py', '-H', '127.0.0.1', '-p', port], {
    env: { PATH, HOME },
    stdio: ['ignore', log, log],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint);
  const environment = {
    PATH,
    HOME,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const stop = async () => {
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  };
  return { endpoint, environment, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answering(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('moto did not start; reports/moto-stack.log says why');
}
