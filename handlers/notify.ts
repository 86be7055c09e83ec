import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sayable } from '../controller/alerts/first-look.ts';
import { connectedNotify } from './notify/connected-notify.ts';
import type { NotifyPorts } from './notify/notify-ports.ts';
import { type Frame, toldNow } from './notify/notify-round.ts';
import type { NotifySettings } from './notify/notify-settings.ts';
import { type TellingOutcome, tellTold } from './notify/tell-told.ts';
import type { Observer } from './observer.ts';
import { observer, observing } from './observing.ts';

export interface Notifying {
  readonly ports: NotifyPorts;
  readonly settings: NotifySettings;
  readonly observer: Observer;
}

/** What comes up again and again while it is being said waits for the next wake-up in the end. */
const MOST_ROUNDS = 3;

/**
 * Tells people what is new. What woke it does not matter: all that is kept is looked at. What a channel does not take stays for
 * the next time.
 * @throws {StateUnreadable} when something that is kept could not be read, so that all messages come again
 */
export async function notify(frame: Frame, { ports, settings, observer }: Notifying): Promise<SQSBatchResponse> {
  const rounds: TellingOutcome[] = [];
  do rounds.push(await toldNow(frame, ports, settings));
  while (rounds.length < MOST_ROUNDS && isLeftToUs(rounds.at(-1)));
  tellTold(rounds, settings, observer);
  return { batchItemFailures: [] };
}

/** Whether another run stored something for a channel while this one was sending there, and so left it to this one. */
function isLeftToUs(round: TellingOutcome | undefined): boolean {
  const taking = new Set(round?.told.filter(({ problem }) => problem === null).map(({ channel }) => channel));
  const waiting = round?.remembered === undefined ? [] : sayable(round.remembered);
  return waiting.some(({ channel, claim }) => claim === null && taking.has(channel));
}

const notified = async (_: SQSEvent, context: Context) =>
  notify(context, { ...(await connectedNotify(context.invokedFunctionArn)), observer });

export const handler = middy<SQSEvent, SQSBatchResponse>(notified).use(observing);
