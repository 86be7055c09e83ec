import { retryAfter } from './retry-after.ts';

/** Bytes, once they are unpacked. What Slack answers takes a hundredth of it, but for a bot's message, which comes back whole. */
const LARGEST = 256 * 1024;

/** Asks Slack, and keeps of the last answer what the clients do not tell. */
export class SlackAnswers {
  /** Milliseconds that it asked to wait for, where it said so in seconds. */
  after: number | undefined;
  /** Of HTTP; `undefined`: there was no answer. */
  status: number | undefined;

  /** For the clients: follows no redirection, which would take a secret elsewhere, and reads no more than an answer may hold. */
  readonly fetch = async (address: string | URL, init: RequestInit | undefined): Promise<Response> => {
    this.after = this.status = undefined;
    const response = await fetch(address, { ...init, redirect: 'manual' });
    const { status, statusText, headers } = response;
    const text = await limited(response);
    this.status = status;
    this.after = retryAfter(headers.get('retry-after'));
    return new Response(text === '' ? null : text, { status, statusText, headers });
  };
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
