import type { Failure } from '../failure.ts';
import { retryAfter } from '../retry-after.ts';
import { unanswered } from './slack-errors.ts';

/** Bytes, once they are unpacked. What Slack answers takes a hundredth of it, but for a bot's message, which comes back whole. */
const LARGEST = 256 * 1024;

/** Asks Slack, and keeps of the last answer what the clients do not tell. */
export class SlackAnswers {
  /** Milliseconds that it asked to wait for, where it said so in seconds. */
  after: number | undefined;
  /** Of HTTP; `undefined`: there was no answer. */
  status: number | undefined;

  #host = '';
  #why = '';

  /** For the clients: follows no redirection, which would take a secret elsewhere, and reads no more than an answer may hold. */
  readonly fetch = async (address: string | URL, init: RequestInit | undefined): Promise<Response> => {
    this.after = this.status = undefined;
    this.#host = new URL(address).host;
    const { response, text } = await answered(address, init).catch((error) => {
      this.#why = whyNot(error);
      throw error;
    });
    const { status, statusText, headers } = response;
    this.status = status;
    this.after = retryAfter(headers.get('retry-after'));
    return new Response(text === '' ? null : text, { status, statusText, headers });
  };

  /** That nobody answered, or something else did: where, and what is known of why. Of an address no more than its host is told. */
  unanswered(): Failure {
    return unanswered(this.#host, this.status === undefined ? this.#why : `something else did, with status ${this.status}`);
  }
}

async function answered(address: string | URL, init: RequestInit | undefined) {
  const response = await fetch(address, { ...init, redirect: 'manual' });
  return { response, text: await limited(response) };
}

/** A word of the system's, as ENOTFOUND; empty where there is none. */
function whyNot(error: unknown): string {
  const { name, cause, code: own } = Object(error) as { readonly [key in 'name' | 'cause' | 'code']?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'no answer in time';
  if (name === 'RangeError') return 'too large an answer';
  const code = (Object(cause) as { readonly code?: unknown }).code ?? own;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : '';
}

/** @throws {RangeError} */
async function limited({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST) throw new RangeError('The answer is too large.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
