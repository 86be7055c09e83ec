/** A topic of SNS's, as routes name it. */
const TOPIC = /^sns:(arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+)$/;

/** `#name`, a name alone, or an id; never a token. @see https://docs.slack.dev/reference/methods/chat.postMessage#channels */
const SLACK_CHANNEL = /^(?!xox)#?[\p{L}\p{M}\p{N}_.-]{1,80}$/iu;

/** A path or a name, with a version or label; `/aws/reference/secretsmanager/NAME` is one; a token never. */
const SECRET = /^(?!xox)(?:arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter)?(?:\/[\w./+=@-]+|[\w.-]+)(?::[\w.-]+)?$/i;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const BUS = /^(?!xox)(?:arn:aws[\w-]*:events:[\w-]+:\d{12}:event-bus\/)?[\w./-]{1,256}$/i;

/** What stands behind the host in a webhook's address, as in `/services/T…/B…/…`: whoever has it can write to the channel. */
const WEBHOOK_PATH = /(?:services|workflows|triggers)\/[TE][A-Z0-9]+\/[A-Z0-9]+\/|\bT[A-Z]*\d[A-Z0-9]*\/B[A-Z]*\d[A-Z0-9]*\//;

/** The topic's ARN; `undefined` for any other channel. */
export function topicArn(channel: string): string | undefined {
  return TOPIC.exec(channel)?.[1];
}

export function isSlackChannel(text: string): boolean {
  return SLACK_CHANNEL.test(text);
}

/** Whether it may name an SSM parameter, and is no part of a webhook's address. */
export function isSecretName(text: string): boolean {
  return SECRET.test(text) && !WEBHOOK_PATH.test(text);
}

const LOCAL: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether it may be the address of another API than Slack's: a bot token goes there with each message. */
export function isSlackApi(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = username === '' && password === '' && search === '' && hash === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && LOCAL.includes(hostname)));
}

/** What to write where {@link isSlackApi} says no. */
export const SLACK_API_ADVICE =
  "write the address of another API than Slack's, as in https://slack-gov.com/api/; plain http goes to this machine only";

/** Whether it may be the name or the ARN of an event bus. */
export function isEventBus(text: string): boolean {
  return BUS.test(text) && !WEBHOOK_PATH.test(text);
}
