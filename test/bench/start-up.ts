import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { executionEnvironment, type PackagedFunction } from '../lambda/runtime/execution-environment.ts';

/** Milliseconds since the process was spawned. */
export interface StartUp {
  /** Until it asks for its first event. */
  readonly asking: number;
  /** Until its first event made it call AWS. */
  readonly calling: number;
}

const ACCOUNT = '111122223333';

/** A function that does nothing, in a folder of its own. */
export function emptyFunction(folder: string): PackagedFunction {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/index.mjs`, 'export const handler = () => fetch(process.env.AWS_ENDPOINT_URL).catch(() => {});\n');
  return { ...FUNCTION, folder, handler: 'index.handler' };
}

/** A bundled function, with the settings that its stack would give it. */
export function bundledFunction(name: string, folder: string): PackagedFunction {
  return { ...FUNCTION, folder, handler: `dist/lambda/${name}/index.handler`, environment: SETTINGS };
}

const FUNCTION = {
  name: 'bench',
  arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:bench`,
  memoryMegabytes: 1024,
  timeoutSeconds: 30,
  environment: {},
};

const SETTINGS = {
  ROLECALL_SPECS: 's3://specs',
  ROLECALL_STATE: 's3://state/controller',
  ROLECALL_QUEUE_URL: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/requests`,
  ROLECALL_KILL_SWITCH: '/rolecall/kill-switch',
  ROLECALL_OWN_ROLES: `arn:aws:iam::${ACCOUNT}:role/rolecall-*`,
  ROLECALL_OWN_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/rolecall-reconcile`,
  ROLECALL_AUDITS: 's3://state/audits',
  ROLECALL_ALERTS: 's3://state/alerts',
  ROLECALL_REPORTS: 's3://state/reports',
  ROLECALL_AUDIT_QUEUE_URL: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/audits`,
};

/** Starts a function in a process of its own, gives it one message, and ends it at its first call. */
export async function startUp(packaged: PackagedFunction, body = SCHEDULE): Promise<StartUp> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const called = new Promise<number>((resolve) => server.once('request', () => resolve(performance.now())));
  const environment = executionEnvironment({ ...packaged, environment: { ...packaged.environment, ...surroundings(endpoint) } });
  const begin = performance.now();
  await environment.start();
  const asking = performance.now() - begin;
  const invocation = environment.invoke({ Records: [{ messageId: '1', body }] });
  const calling = (await Promise.race([called, invocation.then(() => Number.NaN)])) - begin;
  environment.close();
  await invocation;
  server.closeAllConnections();
  server.close();
  return { asking, calling };
}

function surroundings(endpoint: string) {
  return { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
}

const SCHEDULE = '{"rolecall":"schedule"}';
