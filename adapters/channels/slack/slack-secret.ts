import * as z from 'zod/mini';

/** What opens Slack: one webhook, a webhook for each channel, or an app's token for all channels. */
export type SlackSecret =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'webhooks'; readonly urls: ReadonlyMap<string, string> }
  | { readonly kind: 'token'; readonly token: string };

const WEBHOOKS = z
  .record(z.string().check(z.minLength(1)), z.string().check(z.refine(isWebhook)))
  .check(z.refine((urls) => Object.keys(urls).length > 0));

/** Plain HTTP only to this very machine: a webhook's address is a secret. */
function isWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `#orders` and `orders` are one channel. */
export function bareName(channel: string): string {
  return channel.replace(/^#/, '');
}

/** Understands a secret: `https://…`, `xoxb-…`, or a JSON object of channel names to webhook URLs; `undefined` for anything else. */
export function slackSecret(text: string): SlackSecret | undefined {
  if (/^(?:xoxe\.)?xoxb-[\w-]+$/.test(text)) return { kind: 'token', token: text };
  if (isWebhook(text)) return { kind: 'webhook', url: text };
  const { data } = WEBHOOKS.safeParse(parsedJson(text));
  if (data === undefined) return undefined;
  return { kind: 'webhooks', urls: new Map(Object.entries(data).map(([channel, url]) => [bareName(channel), url])) };
}
