import { StateConflict, type StateStore, type StoredState } from '../ports.ts';
import type { ControllerState } from './state.ts';

/** How often others may store what they saw before a pass gives way. */
const ATTEMPTS = 3;

/**
 * Does a write of the state, and does it again onto a newer one while all that others did meanwhile was to look at roles: what a
 * pass decided stands then. Else a stream of events about single roles would keep every longer pass from its end.
 * @throws {StateConflict} if somebody wrote IAM meanwhile, or took the lease, or the state was lost; what `write` throws
 */
export async function ontoNewer<T>(
  store: StateStore,
  base: ControllerState,
  version: string | undefined,
  write: (state: ControllerState, version: string | undefined) => Promise<T>,
): Promise<T> {
  let stored: Omit<StoredState, 'version'> & { readonly version: string | undefined } = { state: base, version };
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(stored.state, stored.version);
    } catch (error) {
      if (!(error instanceof StateConflict) || attempt === ATTEMPTS) throw error;
      const newer = await store.read();
      if (newer === undefined || isWritten(newer.state, base)) throw error;
      stored = newer;
    }
  }
}

/** Whether somebody wrote IAM, or is about to, since the older state: both are put down before they happen. */
function isWritten(newer: ControllerState, older: ControllerState): boolean {
  const known = new Set([...older.writes, ...older.approvals, older.lease].map((each) => JSON.stringify(each)));
  return [...newer.writes, ...newer.approvals, newer.lease].some((each) => !known.has(JSON.stringify(each)));
}
