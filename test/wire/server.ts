import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IamApi, IamCall } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import { parseQuery, type QueryRequest } from './request.ts';
import { answer, refusal } from './xml.ts';

/** What can go wrong on the wire; `lost` drops the answer after the call took effect. */
export type Fault = 'throttled' | 'failed' | 'lost';

export interface WireOptions {
  /** Items a page, whatever the caller asks for. */
  readonly pageSize?: number;
  /** Milliseconds before each answer. */
  readonly latency?: number;
  /** What goes wrong with a call; `count` is how many of this name came, from 1. */
  readonly fault?: (call: string, count: number) => Fault | undefined;
}

export interface WireServer {
  readonly endpoint: string;
  /** How many calls of each name arrived, retries included. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

const STATUS: Readonly<Record<string, number>> = {
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  DeleteConflict: 409,
  LimitExceeded: 409,
  ConcurrentModification: 409,
  EntityTemporarilyUnmodifiable: 409,
  AccessDenied: 403,
  ExpiredToken: 403,
  InvalidClientTokenId: 403,
  ServiceFailure: 500,
};

/** An account behind IAM's query protocol, on this machine, for the real SDK. */
export async function startWire(account: IamApi, accountId: string, options: WireOptions = {}): Promise<WireServer> {
  const calls = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const query = parseQuery(await bodyOf(request));
    const count = (calls.get(query.call) ?? 0) + 1;
    calls.set(query.call, count);
    if (options.latency) await sleep(options.latency);
    await serve(query, options.fault?.(query.call, count), response);
  });

  async function serve(query: QueryRequest, fault: Fault | undefined, response: ServerResponse): Promise<void> {
    if (fault === 'throttled') return send(response, 400, refusal('Throttling', 'Rate exceeded'));
    if (fault === 'failed') return send(response, 500, refusal('ServiceFailure', 'The request processing has failed.'));
    const [status, body] = await outcome(query);
    if (fault === 'lost') response.destroy();
    else send(response, status, body);
  }

  async function outcome({ call, input }: QueryRequest): Promise<[number, string]> {
    if (call === 'GetCallerIdentity') return [200, answer(call, identity(accountId))];
    const page = options.pageSize === undefined ? {} : { MaxItems: options.pageSize };
    try {
      return [200, answer(call, await account.call(call as IamCall, { ...input, ...page } as never))];
    } catch (error) {
      if (!isIamError(error)) return [500, refusal('ServiceFailure', String(error))];
      return [STATUS[error.code] ?? 400, refusal(error.code, error.message)];
    }
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

function identity(accountId: string) {
  return { Arn: `arn:aws:iam::${accountId}:user/test`, UserId: 'AIDAEXAMPLE', Account: accountId };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
