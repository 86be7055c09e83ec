import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Call, callOf, type NamedRole, roleNamedBy, type SeenRequest } from './call.ts';

/** Is told of a call that the server has answered, before the function hears of it. */
export type AfterCall = (call: Call) => void | Promise<void>;

/** Stands between a function and one account of the server: sees each call, and can make trouble after it. */
export interface WatchingProxy {
  readonly endpoint: string;
  /** The calls since this was last asked, in their order. */
  takeCalls(): readonly Call[];
  /** Every call there was. */
  readonly calls: readonly Call[];
  /** What each of them said, in the same order. */
  readonly requests: readonly SeenRequest[];
  afterCall(hook: AfterCall | undefined): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const HOP_BY_HOP = new Set(['connection', 'expect', 'keep-alive', 'transfer-encoding', 'content-length']);

function endToEnd(headers: IncomingMessage['headers']) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

/** @param server the address of moto */
export async function watchingProxy(server: string, accountId: string): Promise<WatchingProxy> {
  const agent = new Agent({ keepAlive: true });
  const calls: Call[] = [];
  const requests: SeenRequest[] = [];
  let taken = 0;
  let afterCall: AfterCall | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const seen = { method, url, headers, body: await buffer(request) };
    const call = callOf(seen, accountId, await namedRole(seen));
    calls.push(call);
    requests.push(seen);
    const answer = await forward(seen);
    await afterCall?.(call);
    response.writeHead(answer.status, endToEnd(answer.headers)).end(answer.body);
  }

  function forward(seen: SeenRequest): Promise<Answer> {
    const headers = { ...endToEnd(seen.headers), 'content-length': seen.body.length, 'x-moto-account-id': accountId };
    return new Promise((answered, failed) => {
      const outgoing = httpRequest(new URL(seen.url, server), { method: seen.method, headers, agent }, (answer) => {
        buffer(answer).then((body) => answered({ status: answer.statusCode ?? 500, headers: answer.headers, body }), failed);
      });
      outgoing.on('error', failed).end(seen.body);
    });
  }

  /** A call names a role without its path, boundary and tags, on which IAM decides. */
  async function namedRole(seen: SeenRequest): Promise<NamedRole | undefined> {
    const name = seen.headers['content-type']?.includes('form') ? roleNamedBy(seen) : undefined;
    if (name === undefined) return undefined;
    const form = new URLSearchParams({ Action: 'GetRole', RoleName: name, Version: '2010-05-08' });
    const { status, body } = await forward({ ...seen, body: Buffer.from(form.toString()) });
    const found = (pattern: RegExp) => pattern.exec(body.toString())?.[1];
    if (status !== 200) return undefined;
    return {
      arn: found(/<Arn>(.*?)</) ?? '',
      boundary: found(/<PermissionsBoundaryArn>(.*?)</),
      owner: found(/<Key>rolecall:owner<\/Key><Value>(.*?)</),
    };
  }

  const proxy = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  proxy.unref();
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    calls,
    requests,
    takeCalls: () => {
      const fresh = calls.slice(taken);
      taken = calls.length;
      return fresh;
    },
    afterCall: (hook) => {
      afterCall = hook;
    },
    close: () =>
      new Promise((closed) => {
        agent.destroy();
        proxy.close(() => closed());
        proxy.closeAllConnections();
      }),
  };
}
