import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Channels } from '../controller/alerts/alert-ports.ts';
import { runReport } from '../controller/reports/run-report.ts';
import type { SaidReport } from '../controller/reports/say-report.ts';
import { printable } from '../report/escaping/printable.ts';
import type { Observer } from './observer.ts';
import { observer, observing } from './observing.ts';
import { connectedReport } from './report/connected-report.ts';
import { reportForm } from './report/report-form.ts';
import type { ReportWorld } from './report/report-ports.ts';
import { scheduledAt } from './report/report-request.ts';
import type { ReportSettings } from './report/report-settings.ts';
import { reportWording } from './report/report-wording.ts';
import { tellReport } from './report/tell-report.ts';

export interface Reporting {
  readonly world: ReportWorld;
  readonly settings: ReportSettings;
  readonly observer: Observer;
}

type Frame = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** The report is there, but people were not told everywhere; names the channels. */
export class NotTold extends Error {
  override readonly name = 'NotTold';
}

/**
 * Makes the scheduled report, keeps it and tells people of it, each once however often it is asked for.
 * @throws {StateUnreadable} when it could not be made or kept, and {NotTold} where another try may reach a channel, so that Lambda tries again
 */
export async function report(event: unknown, frame: Frame, { world, settings, observer }: Reporting): Promise<void> {
  const outcome = await runReport(
    {
      at: scheduledAt(event, world.clock.now()),
      run: frame.awsRequestId,
      invocation: randomUUID(),
      account: settings.account.accountId,
      channels: settings.reportChannels,
    },
    {
      form: reportForm(world, settings),
      store: world.reports,
      channelsFor: (overview, name) => channelsWith(() => reportWording(overview, name, settings, world), frame, world),
      now: () => world.clock.now(),
    },
  );
  tellReport(outcome, observer);
  checkTold(outcome.name, outcome.said);
}

/** Milliseconds: for a last request that nobody answers, and for marking what was said. */
const RESERVE = 20_000;
/** For one channel: what was claimed for it must be said before another invocation may take it. */
const LONGEST_SENDING = 90_000;

/** What is said is the same everywhere, and made when the first of them needs it. */
function channelsWith(
  make: () => ReturnType<typeof reportWording>,
  frame: Frame,
  { channels, clock }: Pick<ReportWorld, 'channels' | 'clock'>,
): Channels {
  let wording: ReturnType<typeof reportWording> | undefined;
  const wordingOnUse = () => {
    wording ??= make();
    return wording;
  };
  const open: Channels['open'] = (name) => {
    const until = clock.now().getTime() + LONGEST_SENDING;
    const left = () => Math.min(until - clock.now().getTime(), frame.getRemainingTimeInMillis() - RESERVE);
    return channels(wordingOnUse, { left, wait: (milliseconds) => clock.sleep(milliseconds) }).open(name);
  };
  return { open };
}

/** @throws {NotTold} */
function checkTold(name: string, said: readonly SaidReport[]): void {
  const untold = said.filter(({ result }) => result === 'failed' || result === 'busy').map(({ channel }) => printable(channel));
  if (untold.length > 0)
    throw new NotTold(`The report ${name} is kept, but these channels have not taken its summary yet: ${untold.join(', ')}.`);
}

const reported = async (event: unknown, context: Context) =>
  report(event, context, { ...(await connectedReport(context.invokedFunctionArn)), observer });

export const handler = middy<unknown, void>(reported).use(observing);
