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
  const live = await io.connect(options);
  const channel = await (await channelsOf(options, live, io)).open(name);
  if (channel === undefined) throw new UserError(`There is no channel ${name}.`);
  const sent = await channel.send({ channel: name, notices: [], claim: null }, {});
  if (!sent.sent) throw new UserError(`The test message to the channel ${name} was not sent. ${tryAgain(sent.reason)}`);
  io.stdout.write(`${printable(`Sent a test message to the channel ${name}. ${nextOf(name)}`)}\n`);
  return 0;
}

/** Nothing of a test is kept for a later run. */
function tryAgain(reason: string): string {
  return reason.replace('It stays for the next run.', 'Try again in a minute.');
}

function nextOf(name: string): string {
  return name.startsWith('sns:') ? 'Every confirmed subscription that takes severity info gets it.' : 'Look for it in Slack.';
}

/** What reaches Slack and SNS is loaded only here. */
async function channelsOf({ secret, profile }: NotifyOptions, { accountId, caller, region }: LiveAccount, io: Io) {
  if (secret !== undefined && region === undefined)
    throw new UserError('No region is set. Give the one that the SSM parameter lies in with --region.');
  const { liveChannels } = await import('./live-channels.ts');
  const now = io.clock.now();
  const patience = { left: () => now.getTime() + MILLISECONDS - io.clock.now().getTime(), wait: io.clock.sleep };
  const wording = testWording({ account: accountId, caller, at: now.toISOString() });
  return liveChannels({ profile, region }, secret, wording, patience);
}
