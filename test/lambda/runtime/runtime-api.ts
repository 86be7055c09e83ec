import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly functionArn: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/** What the runtime posts back. */
export type Answer =
  | { readonly result: 'returned'; readonly value: unknown }
  | { readonly result: 'failed'; readonly error: unknown };

/** The side of Lambda that one execution environment talks to. */
export interface RuntimeApi {
  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  readonly address: string;
  /** Resolves when the runtime first asks for an event; rejects with what it says if the function cannot be loaded. */
  readonly ready: Promise<void>;
  /** Resolves with what the function makes of one event; never, if it dies. */
  invoke(invocation: Invocation): Promise<Answer>;
  close(): void;
}

/**
 * Serves Lambda's Runtime API on a free port.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(): Promise<RuntimeApi> {
  const { promise: ready, resolve: isReady, reject: cannotLoad } = openPromise();
  ready.catch(() => {});
  let waiting: ((invocation: Invocation) => void) | undefined;
  let queued: Invocation | undefined;
  let answered: (answer: Answer) => void = () => {};

  async function next(response: ServerResponse): Promise<void> {
    isReady();
    const invocation = queued ?? (await new Promise<Invocation>((given) => (waiting = given)));
    queued = waiting = undefined;
    response.writeHead(200, headersOf(invocation)).end(JSON.stringify(invocation.event));
  }

  async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await text(request)) || 'null');
    response.writeHead(202).end('{}');
    if (path.endsWith('/init/error')) cannotLoad(new Error(`the function cannot be loaded: ${JSON.stringify(body)}`));
    else answered(path.endsWith('/error') ? { result: 'failed', error: body } : { result: 'returned', value: body });
  }

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    void (path.endsWith('/next') ? next(response) : post(path, request, response));
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready,
    invoke: (invocation) =>
      new Promise((given) => {
        answered = given;
        if (waiting) waiting(invocation);
        else queued = invocation;
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `Promise.withResolvers`, which the oldest Node that runs these tests lacks. */
function openPromise() {
  let resolve: () => void = () => {};
  let reject: (problem: Error) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function headersOf({ id, functionArn, deadline }: Invocation): Record<string, string> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(deadline),
    'lambda-runtime-invoked-function-arn': functionArn,
    'lambda-runtime-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0',
  };
}
