import type { PendingNotices } from '../../../controller/alerts/alert.ts';
import { type Channel, CLOSED, FINAL, type Sent } from '../../../controller/alerts/alert-ports.ts';
import { type Failure, NotPosted } from '../failure.ts';
import { inParts, restReason, type Saying } from '../in-parts.ts';
import type { Patience } from '../patience.ts';
import { persistent } from '../persistent.ts';
import type { SlackMessage, Wording } from '../wording.ts';
import type { SlackPoster } from './slack-poster.ts';

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
    const saying: Saying = { notices: [], refused: [] };
    const opened: Record<string, string> = {};
    const unsent = ({ reason, remedy, isClosed }: Failure): Sent => {
      const said = { notices: saying.notices, threads: opened };
      return { sent: false, reason, said, ...(isClosed ? CLOSED : remedy === 'again' ? {} : FINAL) };
    };
    try {
      const { hasThreads } = await this.#find(false);
      const messagesOf = (part: PendingNotices) => this.#wording.slack(part, hasThreads ? threads : {});
      await inParts(pending, { messagesOf, say: (message) => this.#say(message, opened) }, saying);
    } catch (error) {
      return unsent(failureOf(error));
    }
    const [refused] = saying.refused.map(failureOf);
    if (refused === undefined) return { sent: true, threads: opened };
    return unsent({ ...refused, reason: restReason(refused.reason, saying) });
  }

  async #say(message: SlackMessage, opened: Record<string, string>): Promise<Error | undefined> {
    try {
      const id = await this.#post(message, false);
      if (id !== undefined) Object.assign(opened, threadsOf(message, id));
      return undefined;
    } catch (error) {
      if (error instanceof NotPosted && CONCERN_MESSAGE.includes(error.failure.remedy)) return error;
      throw error;
    }
  }

  /** With the secret at hand; with a newer one if that is refused; then in what form Slack does take it. */
  async #post(message: SlackMessage, isRenewed: boolean): Promise<string | undefined> {
    try {
      return await persistent(async () => (await this.#find(isRenewed)).post(message), this.#patience);
    } catch (error) {
      const { remedy } = failureOf(error);
      if (remedy === 'secret' && !isRenewed) return await this.#post(message, true);
      const form = formAfter(remedy, message);
      if (form === undefined) throw error;
      return await this.#post(form, isRenewed);
    }
  }
}

const CONCERN_MESSAGE: readonly Failure['remedy'][] = ['layout', 'thread', 'message'];

/** What no form of it helps is said in the channel at last, for a reply may be refused for being one. */
function formAfter(remedy: Failure['remedy'], message: SlackMessage): SlackMessage | undefined {
  if (remedy === 'again' || remedy === 'secret') return undefined;
  if (remedy === 'layout' && message.blocks.length > 0) return { ...message, blocks: [] };
  if (message.thread !== null) return { ...message, thread: null };
  return remedy === 'message' && message.blocks.length > 0 ? { ...message, blocks: [] } : undefined;
}

/** Whoever replies later replies to the message itself, never to a reply. */
function threadsOf({ notices, thread }: SlackMessage, id: string): Threads {
  const opened = thread === null ? notices.filter(({ kind }) => kind === 'opened') : [];
  return Object.fromEntries(opened.map(({ violation }) => [violation.key, id]));
}

function failureOf(error: unknown): Failure {
  return error instanceof NotPosted ? error.failure : UNKNOWN;
}

/** Whatever else happened may hold anything. */
const UNKNOWN: Failure = {
  reason: 'The message could not be sent for a reason that is not known. It stays for the next run.',
  remedy: 'again',
};
