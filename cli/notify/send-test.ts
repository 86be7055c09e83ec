import { isSlackApi, SLACK_API_ADVICE } from '../../adapters/channels/channel-names.ts';
import { DEFAULT_CHANNEL } from '../../controller/alerts/routing.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { LiveAccount } from '../account/live-account.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { NotifyOptions } from './notify-options.ts';
import { testWording } from './test-wording.ts';

/** How long it is tried. */
const MILLISECONDS = 30_000;

/**
 * Sends one test message through the channel as the controller would, and says what became of it.
 * @returns the exit status
 * @throws {UserError} why it was not sent, without any secret
 */
export async function sendTest(options: NotifyOptions, io: Io): Promise<number> {
  const { channel: name = DEFAULT_CHANNEL } = options;
  const api = slackApi(io.env);
  const live = await io.connect(options);
  const { channel, webhook } = await channelOf(name, api, options, live, io);
  if (channel === undefined) throw new UserError(`There is no channel ${name}.`);
  const sent = await channel.send({ channel: name, notices: [], claim: null }, {});
  if (!sent.sent) throw new UserError(`The test message to the channel ${name} was not sent. ${forTest(sent.reason)}`);
  io.stdout.write(`${printable(`Sent a test message ${sentWords(name, await webhook())}`)}\n`);
  return 0;
}

/** The variable that the functions know, so that no token goes to another Slack than the one it is of. @throws {UserError} */
function slackApi({ ROLECALL_SLACK_API_URL: url }: Io['env']): string | undefined {
  if (url === undefined || url === '') return undefined;
  if (!isSlackApi(url)) throw new UserError(`ROLECALL_SLACK_API_URL is not usable: ${SLACK_API_ADVICE}.`);
  return url;
}

/** Nothing of a test is kept for a later run, and there may be no deployment yet. */
function forTest(reason: string): string {
  return reason
    .replace('It stays for the next run.', 'Try again in a minute.')
    .replace('Set the default channel of the deployment, as in #iam-drift.', "Give it, as in --channel '#iam-drift'.");
}

function sentWords(name: string, webhook: 'only' | 'own' | undefined): string {
  if (name.startsWith('sns:')) return `to the channel ${name}. Every confirmed subscription that takes severity info gets it.`;
  if (webhook === undefined) return `to the channel ${name}. Look for it in Slack.`;
  const through = webhook === 'own' ? `the webhook of the channel ${name}` : 'a webhook';
  return `through ${through}. A webhook posts only to the channel that it was made for: look for the message there.`;
}

/** What reaches Slack and SNS is loaded only here. */
async function channelOf(
  name: string,
  api: string | undefined,
  { secret, profile }: NotifyOptions,
  { accountId, caller, region }: LiveAccount,
  io: Io,
) {
  if (secret !== undefined && region === undefined)
    throw new UserError('No region is set. Give the one that the SSM parameter lies in with --region.');
  const { liveChannel } = await import('./live-channels.ts');
  const now = io.clock.now();
  const patience = { left: () => now.getTime() + MILLISECONDS - io.clock.now().getTime(), wait: io.clock.sleep };
  const wording = testWording({ account: accountId, caller, at: now.toISOString() });
  return liveChannel(name, { profile, region }, { secret, api }, wording, patience);
}
