import { StateConflict } from '../ports.ts';
import type { VersionedObject } from './versioned-object.ts';

/** How often a change is put onto a newer version before the run gives up. */
const ATTEMPTS = 8;

/**
 * Reads an object and writes what `change` makes of it, again and again while somebody else writes it in between.
 * @param change takes what is there, `undefined` for nothing; gives `undefined` where nothing is to be written
 * @returns what was written.
 * @throws {StateConflict} if others never stop; {StateUnreadable}
 */
export async function changeObject<T, Next extends T | undefined>(
  object: VersionedObject<T>,
  change: (value: T | undefined) => Next,
  attempts = ATTEMPTS,
): Promise<Next> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await object.read();
    const next = change(stored?.value);
    if (next === undefined) return next;
    try {
      await object.write(next, stored?.version);
      return next;
    } catch (error) {
      if (!(error instanceof StateConflict) || attempt === attempts) throw error;
    }
  }
}
