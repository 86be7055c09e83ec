import type { Notice, PendingNotices } from '../../controller/alerts/alert.ts';

/** Messages that are not taken; then it is the channel that takes none. Enough to find one notice among thousands. */
const MOST_REFUSED = 20;

/** What was said so far, and why the rest was not taken. */
export interface Saying {
  readonly notices: Notice[];
  readonly refused: Error[];
}

export interface Speaker<M> {
  messagesOf(pending: PendingNotices): readonly M[];
  /** @returns why this very message is not taken. @throws whatever keeps all others from being taken too */
  say(message: M): Promise<Error | undefined>;
}

/**
 * Says one message after the other. What is not taken is said in halves, so that it holds up nothing but itself.
 * @param saying is added to, so that it is known what was said before something was thrown
 */
export async function inParts<M extends { readonly notices: readonly Notice[] }>(
  pending: PendingNotices,
  speaker: Speaker<M>,
  saying: Saying,
): Promise<void> {
  for (const message of speaker.messagesOf(pending)) {
    const refusal = await speaker.say(message);
    if (refusal === undefined) saying.notices.push(...message.notices);
    else await inHalves(refusal, { ...pending, notices: message.notices }, speaker, saying);
  }
}

async function inHalves<M extends { readonly notices: readonly Notice[] }>(
  refusal: Error,
  pending: PendingNotices,
  speaker: Speaker<M>,
  saying: Saying,
): Promise<void> {
  saying.refused.push(refusal);
  if (saying.refused.length > MOST_REFUSED) throw refusal;
  const { notices } = pending;
  const middle = Math.ceil(notices.length / 2);
  const halves = notices.length < 2 ? [] : [notices.slice(0, middle), notices.slice(middle)];
  for (const half of halves) await inParts({ ...pending, notices: half }, speaker, saying);
}

/** The reason for what was not taken, after all else was tried. */
export function restReason(reason: string, { notices }: Saying): string {
  return notices.length === 0 ? reason : `${reason} Everything else was said.`;
}
