import { type Failure, NotPosted } from './failure.ts';
import type { Patience } from './patience.ts';

const MOST_ATTEMPTS = 4;
/** Milliseconds, doubled with each attempt. */
const FIRST_WAIT = 500;

const NO_TIME: Failure = { reason: 'There was no time left to send it. It stays for the next run.', remedy: 'never' };

/**
 * Tries again what may pass, as long as there is time; waits as long as the other side asks.
 * @throws {NotPosted} the last one
 */
export async function persistent<T>(post: () => Promise<T>, patience: Patience): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    if (patience.left() <= 0) throw new NotPosted(NO_TIME);
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof NotPosted) || error.failure.remedy !== 'again' || attempt === MOST_ATTEMPTS) throw error;
      const wait = error.failure.after ?? FIRST_WAIT * 2 ** (attempt - 1);
      if (wait >= patience.left()) throw error;
      await patience.wait(wait);
    }
  }
}
