import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { refusedBySlack } from './slack-limits.ts';

/** What the server does with one request instead of answering as it should. */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'rateLimited'; readonly seconds: number | string | undefined }
  /** Answers with a redirection, with a body that is too large, or with one that never ends. */
  | { readonly kind: 'redirected'; readonly to: string }
  | { readonly kind: 'endless' | 'bomb' }
  /** Answers after the client has given up, or breaks the connection; `taken`: the message arrived all the same. */
  | { readonly kind: 'slow' | 'closed'; readonly taken: boolean }
  /** Answers with an error word of Slack's, or with what is no answer of Slack's at all. */
  | { readonly kind: 'refused' | 'garbage'; readonly word: string };

export interface TakenMessage {
  /** A webhook's path, or a bot's channel. */
  readonly channel: string;
  readonly thread: string | null;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Record<string, unknown>[];
}

/** A request as it came. */
export interface SlackRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a server refuses may depend on. */
export type PostedMessage = Pick<TakenMessage, 'text' | 'thread' | 'blocks'>;

const NONE: Fault = { kind: 'none' };

/** A server that behaves as Slack does for incoming webhooks and `chat.postMessage`. */
export class SlackServer {
  readonly taken: TakenMessage[] = [];
  /** Faults of the next requests. */
  readonly faults: Fault[] = [];
  readonly webhooks = new Set<string>();
  readonly tokens = new Set<string>();
  readonly channels = new Set<string>(['#alerts']);
  /** The word with which it refuses a message that keeps all limits. */
  refuse: (message: PostedMessage) => string | undefined = () => undefined;
  requests = 0;
  /** Called when it asks for patience, with seconds; and before each request. */
  onRateLimit: (seconds: number) => void = () => {};
  onRequest: (request: SlackRequest) => void = () => {};
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The URL of a webhook that is known from now on. */
  webhook(name: string): string {
    this.webhooks.add(`/services/${name}`);
    return `${this.address}/services/${name}`;
  }

  forget(): void {
    for (const one of [this.webhooks, this.tokens]) one.clear();
    for (const one of [this.taken, this.faults]) one.length = 0;
    this.requests = 0;
    this.refuse = () => undefined;
    this.onRateLimit = () => {};
    this.onRequest = () => {};
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    this.requests += 1;
    this.onRequest({ url: request.url ?? '', headers: request.headers, body });
    const fault = this.faults.shift() ?? NONE;
    if (this.#isStopped(fault, response)) return;
    const isAnswered = fault.kind === 'none';
    const isBot = request.url === '/api/chat.postMessage';
    const { status, text } = isBot ? this.#bot(request, body) : this.#hook(request, body);
    if (fault.kind === 'closed') response.destroy();
    if (isAnswered) response.writeHead(status, { 'content-type': isBot ? 'application/json' : 'text/html' }).end(text);
  }

  /** Whether a fault keeps the message from arriving. */
  #isStopped(fault: Fault, response: ServerResponse): boolean {
    if (fault.kind === 'status') response.writeHead(fault.status).end('xoxb-leaked-by-an-error-page');
    else if (fault.kind === 'garbage') response.writeHead(200).end(fault.word);
    else if (fault.kind === 'refused')
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error: fault.word }));
    else if (fault.kind === 'redirected') response.writeHead(307, { location: fault.to }).end();
    else if (fault.kind === 'endless') endless(response);
    else if (fault.kind === 'bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB);
    else if (fault.kind === 'rateLimited') this.#rateLimit(fault.seconds, response);
    else if (fault.kind === 'closed' && !fault.taken) response.destroy();
    else return fault.kind === 'slow' && !fault.taken;
    return true;
  }

  #rateLimit(seconds: number | string | undefined, response: ServerResponse): void {
    if (typeof seconds === 'number') this.onRateLimit(seconds);
    response.writeHead(429, seconds === undefined ? {} : { 'retry-after': String(seconds) }).end('rate_limited');
  }

  #hook(request: IncomingMessage, body: string) {
    if (!this.webhooks.has(request.url ?? '')) return { status: 404, text: 'no_service' };
    if (request.headers['content-type'] !== 'application/json') return { status: 400, text: 'invalid_payload' };
    const message = parsed(body);
    const refused = message === undefined ? 'invalid_payload' : (refusedBySlack(message) ?? this.refuse(posted(message, null)));
    if (message === undefined || refused !== undefined) return { status: 400, text: refused ?? '' };
    this.#take(String(request.url), null, message);
    return { status: 200, text: 'ok' };
  }

  #bot(request: IncomingMessage, body: string) {
    const form = Object.fromEntries(new URLSearchParams(body));
    const message = { ...form, blocks: form.blocks === undefined ? undefined : JSON.parse(form.blocks) };
    const channel = form.channel ?? '';
    const refused =
      this.#botRefuses(request.headers.authorization, channel, form.thread_ts) ??
      refusedBySlack(message) ??
      this.refuse(posted(message, form.thread_ts ?? null));
    if (refused !== undefined) return { status: 200, text: JSON.stringify({ ok: false, error: refused }) };
    const ts = this.#take(channel, form.thread_ts ?? null, message);
    return { status: 200, text: JSON.stringify({ ok: true, channel, ts }) };
  }

  #botRefuses(authorization: string | undefined, channel: string, thread: string | undefined): string | undefined {
    if (![...this.tokens].some((token) => authorization === `Bearer ${token}`)) return 'invalid_auth';
    if (!this.channels.has(channel)) return 'channel_not_found';
    return thread !== undefined && !this.taken.some(({ ts }) => ts === thread) ? 'thread_not_found' : undefined;
  }

  #take(channel: string, thread: string | null, message: Record<string, unknown>): string {
    const ts = `1700000000.${String(this.taken.length).padStart(6, '0')}`;
    this.taken.push({ channel, ts, ...posted(message, thread) });
    return ts;
  }
}

function posted({ text, blocks }: Record<string, unknown>, thread: string | null): PostedMessage {
  return { thread, text: String(text), blocks: (blocks ?? []) as Record<string, unknown>[] };
}

/** Says something every now and then, for ever. */
function endless(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 10);
  response.once('close', () => clearInterval(timer));
}

/** 16 MB of nothing in 16 KB. */
const BOMB = gzipSync(Buffer.alloc(16 * 1024 * 1024));

async function textOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
