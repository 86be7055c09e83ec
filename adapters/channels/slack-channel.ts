import type { Notice, PendingNotices } from '../../controller/alerts/alert.ts';
import { type Channel, FINAL, type Sent } from '../../controller/alerts/alert-ports.ts';
import { type Failure, NotPosted } from './failure.ts';
import type { Patience } from './patience.ts';
import { persistent } from './persistent.ts';
import type { SlackPoster } from './slack-poster.ts';
import type { SlackMessage, Wording } from './wording.ts';

/** Finds what posts to a channel. @param isStale whether the secret that was read before is refused @throws {NotPosted} */
export type FindPoster = (isStale: boolean) => Promise<SlackPoster>;

type Threads = Readonly<Record<string, string>>;

/** A channel of Slack's, whichever kind of secret opens it. */
export class SlackChannel implements Channel {
  readonly #find: FindPoster;
  readonly #wording: Pick<Wording, 'slack'>;
  readonly #patience: Patience;

  constructor(find: FindPoster, wording: Pick<Wording, 'slack'>, patience: Patience) {
    this.#find = find;
    this.#wording = wording;
    this.#patience = patience;
  }

  async send(pending: PendingNotices, threads: Threads): Promise<Sent> {
    const notices: Notice[] = [];
    const opened: Record<string, string> = {};
    try {
      const poster = await this.#find(false);
      for (const message of this.#wording.slack(pending, poster.hasThreads ? threads : {})) {
        const id = await this.#post(message);
        notices.push(...message.notices);
        if (id !== undefined) Object.assign(opened, threadsOf(message, id));
      }
      return { sent: true, threads: opened };
    } catch (error) {
      const { reason, remedy } = error instanceof NotPosted ? error.failure : UNKNOWN;
      return { sent: false, reason, said: { notices, threads: opened }, ...(remedy === 'again' ? {} : FINAL) };
    }
  }

  /** With the secret at hand; with a newer one if that is refused; then in what form Slack does take it. */
  async #post(message: SlackMessage): Promise<string | undefined> {
    const attempt = (isStale: boolean, form: SlackMessage) =>
      persistent(async () => (await this.#find(isStale)).post(form), this.#patience);
    try {
      return await attempt(false, message);
    } catch (error) {
      const form = formAfter(error, message);
      if (form === undefined) throw error;
      return await attempt(form === message, form);
    }
  }
}

function formAfter(error: unknown, message: SlackMessage): SlackMessage | undefined {
  const remedy = error instanceof NotPosted ? error.failure.remedy : 'never';
  if (remedy === 'secret') return message;
  if (remedy === 'thread' && message.thread !== null) return { ...message, thread: null };
  if (remedy === 'layout' && message.blocks.length > 0) return { ...message, blocks: [] };
  return undefined;
}

/** Whoever replies later replies to the message itself, never to a reply. */
function threadsOf({ notices, thread }: SlackMessage, id: string): Threads {
  const opened = thread === null ? notices.filter(({ kind }) => kind === 'opened') : [];
  return Object.fromEntries(opened.map(({ violation }) => [violation.key, id]));
}

/** Whatever else happened may hold anything. */
const UNKNOWN: Failure = {
  reason: 'The message could not be sent for a reason that is not known. It stays for the next run.',
  remedy: 'again',
};
