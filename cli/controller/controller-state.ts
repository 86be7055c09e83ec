import { StateUnreadable } from '../../controller/ports.ts';
import { isFresh } from '../../controller/state/empty-state.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { UserError } from '../terminal/user-error.ts';
import type { ControllerAccess } from './controller-access.ts';

/** What the controller knows, or why that cannot be read. */
export type KnownState =
  | { readonly readable: true; readonly state: ControllerState | undefined }
  | { readonly readable: false; readonly message: string };

/**
 * Reads the state; `state: undefined` where no pass has run yet.
 * @param account whose state it must be; `undefined` takes any
 */
export async function knownState(access: ControllerAccess, location: string, account?: string): Promise<KnownState> {
  try {
    const stored = await (await access.stateStore(location, account)).read();
    return { readable: true, state: isFresh(stored?.state) ? undefined : stored?.state };
  } catch (error) {
    if (error instanceof StateUnreadable) return { readable: false, message: error.message };
    throw error;
  }
}

/**
 * Reads the state, where a command is nothing without it.
 * @throws {UserError} if it cannot be read, or if there is none.
 */
export async function controllerState(access: ControllerAccess, location: string, account?: string): Promise<ControllerState> {
  const known = await knownState(access, location, account);
  if (!known.readable) throw new UserError(known.message);
  if (known.state !== undefined) return known.state;
  throw new UserError(
    `There is no state at ${location} yet: the controller has not finished a pass. Ask for one with "rolecall reconcile" and look again in a minute.`,
  );
}
