import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { INTERFACE_CLIENT, missingRuntime, NODE } from './installed.ts';
import { type Answer, type RuntimeApi, serveRuntimeApi } from './runtime-api.ts';

/** A function as the package holds it. */
export interface PackagedFunction {
  readonly name: string;
  readonly arn: string;
  /** Where the zip was unpacked. */
  readonly folder: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** What became of one invocation; `died`: killed, at its deadline or by a test. */
export type Outcome = Answer | { readonly result: 'died' };

/** One process that runs a function, one event at a time, as Lambda does; started on use, and again after its death. */
export interface ExecutionEnvironment {
  /** @param timeoutSeconds instead of the function's own */
  invoke(event: unknown, timeoutSeconds?: number): Promise<Outcome>;
  /** Starts it, if it is not running, and resolves when it asks for its first event. */
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): void;
  /** The lines it wrote since this was last asked. */
  takeLog(): readonly string[];
  /** All that ever went in and came out: events, outcomes and log. */
  readonly transcript: readonly string[];
  close(): void;
}

const PIPE_MILLISECONDS = 50;

interface Running {
  readonly child: ChildProcess;
  readonly api: RuntimeApi;
  readonly dead: Promise<Outcome>;
}

export function executionEnvironment(packaged: PackagedFunction): ExecutionEnvironment {
  let running: Promise<Running> | undefined;
  let log: string[] = [];
  const transcript: string[] = [];

  async function launch(): Promise<Running> {
    const missing = missingRuntime();
    if (missing !== undefined) throw new Error(missing);
    const api = await serveRuntimeApi();
    const child = spawn(NODE, [INTERFACE_CLIENT, packaged.handler], {
      cwd: packaged.folder,
      env: environmentOf(packaged, api.address),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        log.push(chunk);
        transcript.push(chunk);
      });
    // Whoever stops early, as a failed test does, shall not leave it behind.
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.unref();
    const dead = once(child, 'exit').then((): Outcome => {
      process.off('exit', endWithUs);
      api.close();
      running = undefined;
      return { result: 'died' };
    });
    await Promise.race([api.ready, dead.then(() => Promise.reject(new Error(`the runtime exited:\n${log.join('')}`)))]);
    return { child, api, dead };
  }

  async function kill(): Promise<void> {
    (await running?.catch(() => undefined))?.child.kill('SIGKILL');
  }

  async function start(): Promise<Running> {
    running ??= launch();
    return running;
  }

  return {
    transcript,
    start: async () => void (await start()),
    kill: () => void kill(),
    close: () => void kill(),
    takeLog: () => {
      const lines = log.join('').split('\n').filter(Boolean);
      log = [];
      return lines;
    },
    invoke: async (event, timeoutSeconds = packaged.timeoutSeconds) => {
      const { api, dead } = await start();
      const settled = new AbortController();
      const deadline = Date.now() + timeoutSeconds * 1000;
      transcript.push(JSON.stringify(event));
      const answer = api.invoke({ id: randomUUID(), event, functionArn: packaged.arn, deadline });
      const timer = sleep(timeoutSeconds * 1000, undefined, { signal: settled.signal, ref: false });
      timer.then(kill, () => {});
      const outcome = await Promise.race([answer, dead]);
      settled.abort();
      // What it logged before it answered may still lie in the pipe, which is read in the turn after the timers'.
      await sleep(PIPE_MILLISECONDS);
      await nextTurn();
      transcript.push(JSON.stringify(outcome));
      return outcome;
    },
  };
}

/** What Lambda sets, and what this client of the interface wants besides; nothing of this machine's. */
function environmentOf({ name, handler, folder, memoryMegabytes, environment }: PackagedFunction, address: string) {
  return {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0123456789abcdef',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_RUNTIME_API: address,
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    ...environment,
  };
}
