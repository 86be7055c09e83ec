import { alertWording } from '../../report/alerts/alert-wording.ts';
import type { Guards } from '../../specs/types.ts';
import { NoController } from '../controller/deployed-controller.ts';
import { type ReadWatched, readWatched, type WatchedOptions } from '../controller/read-watched.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import { isNow, type NotifyOptions } from './notify-options.ts';
import { payloadsOf } from './payloads.ts';
import { type Preview, previewJson, previewText } from './preview.ts';
import { takenBy } from './taken-by.ts';
import { watchedNow } from './watched-now.ts';
import { routedChannels, wouldSay } from './would-say.ts';

/** A slip of the keys must not look like "nothing to say". */
function checkChannel(channel: string | undefined, guards: Guards): void {
  const known = routedChannels(guards);
  if (channel === undefined || known.includes(channel)) return;
  throw new UserError(`Nothing goes to the channel ${channel}. The guards know these: ${known.join(', ')}.`);
}

/** Whoever has deployed nothing yet can see the messages all the same. */
async function known(options: WatchedOptions, io: Io): Promise<ReadWatched> {
  try {
    return await readWatched(options, io);
  } catch (error) {
    if (!(error instanceof NoController)) throw error;
    throw new UserError(
      `${error.message} To see the messages without a deployment, look at the account itself with --specs, or at an export of it with --account-file.`,
    );
  }
}

/** Shows what would be said now if nothing had been said before. Sends and writes nothing. @returns the exit status */
export async function dryRun({ channel, format, ...options }: NotifyOptions, io: Io): Promise<number> {
  const { watched, guards, notices, isComplete } = await (isNow(options) ? watchedNow(options, io) : known(options, io));
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
  io.stdout.write(
    format === 'json' ? previewJson(preview) : previewText(preview, channel === undefined ? null : takenBy(channel, guards)),
  );
  return isComplete ? 0 : 1;
}
