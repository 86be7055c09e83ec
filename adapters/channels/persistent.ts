import { type Failure, NotPosted } from './failure.ts';
import type { Patience } from './patience.ts';

const MOST_ATTEMPTS = 4;
/** Milliseconds, doubled with each attempt. */
const FIRST_WAIT = 500;

const NO_TIME: Failure = { reason: 'There was no time left to send it. It stays for the next run.', remedy: 'again' };

/** What may have been taken is tried once more, for each attempt may double it. */
const MOST_UNANSWERED = 2;

/**
 * Tries again what may pass, as long as there is time; waits as long as the other side asks. What nobody answered is tried once more.
 * @throws {NotPosted} the last one
 */
export async function persistent<T>(post: () => Promise<T>, patience: Patience): Promise<T> {
  const failures: Failure[] = [];
  for (;;) {
    if (patience.left() <= 0) throw new NotPosted(NO_TIME);
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof NotPosted)) throw error;
      failures.push(error.failure);
      const wait = waitAfter(failures);
      if (wait === undefined || wait >= patience.left()) throw error;
      await patience.wait(wait);
    }
  }
}

/** Milliseconds until the next attempt; `undefined`: there shall be none. */
function waitAfter(failures: readonly Failure[]): number | undefined {
  const last = failures.at(-1);
  const unanswered = failures.filter(({ mayBeTaken }) => mayBeTaken === true).length;
  if (last?.remedy !== 'again' || failures.length === MOST_ATTEMPTS || unanswered === MOST_UNANSWERED) return undefined;
  return last.after ?? FIRST_WAIT * 2 ** (failures.length - 1);
}
