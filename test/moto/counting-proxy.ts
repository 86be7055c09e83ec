import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { motoEndpoint } from './moto-account.ts';

/** A way to one account of the server that writes down the calls that pass. */
export interface CountingProxy {
  readonly endpoint: string;
  /** The names of the calls since it was last asked, in their order. */
  takeCalls(): readonly string[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** IAM and STS name the call in the form; ECS, which speaks JSON, in a header. */
function callName(request: IncomingMessage, body: Buffer): string {
  const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  return target ?? new URLSearchParams(body.toString()).get('Action') ?? 'unknown';
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const hopByHop = new Set(['host', 'connection', 'content-length']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !hopByHop.has(name) ? [[name, value] as const] : [],
    ),
  );
}

/** Stands between a command and the server, as the environment can say no more than an address. */
export async function countingProxy(accountId: string): Promise<CountingProxy> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    calls.push(callName(request, body));
    const headers = { ...plainHeaders(request), 'x-moto-account-id': accountId };
    const answer = await fetch(`${motoEndpoint()}${request.url}`, { method: 'POST', headers, body: new Uint8Array(body) });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/xml' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeCalls: () => calls.splice(0),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
