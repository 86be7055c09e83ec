import { alertWording } from '../../report/alerts/alert-wording.ts';
import type { Guards } from '../../specs/types.ts';
import { readWatched } from '../controller/read-watched.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { NotifyOptions } from './notify-options.ts';
import { payloadsOf } from './payloads.ts';
import { type Preview, previewJson, previewText } from './preview.ts';
import { routedChannels, wouldSay } from './would-say.ts';

/** A slip of the keys must not look like "nothing to say". */
function checkChannel(channel: string | undefined, guards: Guards): void {
  const known = routedChannels(guards);
  if (channel === undefined || known.includes(channel)) return;
  throw new UserError(`Nothing goes to the channel ${channel}. The guards know these: ${known.join(', ')}.`);
}

/** Shows what would be said now if nothing had been said before. Sends and writes nothing. @returns the exit status */
export async function dryRun({ channel, format, ...options }: NotifyOptions, io: Io): Promise<number> {
  const { watched, guards, notices, isComplete } = await readWatched(options, io);
  checkChannel(channel, guards);
  const { pending, unjudged } = wouldSay(watched, guards);
  const shown = pending.filter((one) => channel === undefined || one.channel === channel);
  const wording = alertWording(null);
  const preview: Preview = {
    account: watched.account,
    madeAt: watched.now.toISOString(),
    alertSeverity: guards.alertSeverity,
    channel: channel ?? null,
    channels: shown.map((one) => payloadsOf(one, wording)),
    unjudged,
    notices,
  };
  io.stdout.write(format === 'json' ? previewJson(preview) : previewText(preview));
  return isComplete ? 0 : 1;
}
