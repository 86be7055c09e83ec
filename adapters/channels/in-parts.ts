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

type Worded = { readonly notices: readonly Notice[] };

/**
 * Says one message after the other. What is not taken is said in halves once all else was, so that it holds up nothing but itself,
 * and what comes after it of the same violation.
 * @param saying is added to, so that it is known what was said before something was thrown
 */
export async function inParts<M extends Worded>(pending: PendingNotices, speaker: Speaker<M>, saying: Saying): Promise<void> {
  let parts: readonly (readonly Notice[])[] = [pending.notices];
  const never = new Set<string>();
  while (parts.length > 0) {
    const round = new Round(pending, speaker, saying);
    for (const part of parts) await round.say(part);
    for (const { violation } of round.refused.filter(isWhole).flat()) never.add(violation.key);
    const held = round.held.filter(({ violation }) => !never.has(violation.key));
    parts = [...round.refused.flatMap(halves), ...(held.length === 0 ? [] : [held])];
  }
}

/** One attempt at all that is still to be said. */
class Round<M extends Worded> {
  /** What each message says that was not taken. */
  readonly refused: (readonly Notice[])[] = [];
  /** What comes after it of the same violations. */
  readonly held: Notice[] = [];
  readonly #keys = new Set<string>();
  readonly #pending: PendingNotices;
  readonly #speaker: Speaker<M>;
  readonly #saying: Saying;

  constructor(pending: PendingNotices, speaker: Speaker<M>, saying: Saying) {
    this.#pending = pending;
    this.#speaker = speaker;
    this.#saying = saying;
  }

  async say(notices: readonly Notice[]): Promise<void> {
    for (const message of this.#speaker.messagesOf({ ...this.#pending, notices })) {
      const held = message.notices.filter(({ violation }) => this.#keys.has(violation.key));
      this.held.push(...held);
      if (held.length > 0) await this.say(message.notices.filter((notice) => !held.includes(notice)));
      else await this.#sayOne(message);
    }
  }

  async #sayOne(message: M): Promise<void> {
    const refusal = await this.#speaker.say(message);
    if (refusal === undefined) {
      this.#saying.notices.push(...message.notices);
      return;
    }
    this.#saying.refused.push(refusal);
    if (this.#saying.refused.length > MOST_REFUSED) throw refusal;
    this.refused.push(message.notices);
    for (const key of keysOf(message.notices)) this.#keys.add(key);
  }
}

function keysOf(notices: readonly Notice[]): ReadonlySet<string> {
  return new Set(notices.map(({ violation }) => violation.key));
}

function isWhole(notices: readonly Notice[]): boolean {
  return keysOf(notices).size < 2;
}

/** What is said of one violation stays together; none where there is no other. */
function halves(notices: readonly Notice[]): readonly (readonly Notice[])[] {
  if (isWhole(notices)) return [];
  const keys = [...keysOf(notices)];
  const first = new Set(keys.slice(0, Math.ceil(keys.length / 2)));
  const isFirst = ({ violation }: Notice) => first.has(violation.key);
  return [notices.filter(isFirst), notices.filter((notice) => !isFirst(notice))];
}

/** The reason for what was not taken, after all else was tried. */
export function restReason(reason: string, { notices }: Saying): string {
  return notices.length === 0 ? reason : `${reason} Everything else was said.`;
}
