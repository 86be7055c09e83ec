import type { RoleStatus } from '../../controller/state/state.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import { ask } from './ask.ts';
import { reachController } from './controller.ts';
import { knownRole } from './known-role.ts';
import type { AskingOptions } from './options.ts';

/** A request about one role, and when there is something to ask for. */
export interface RoleRequest {
  readonly kind: 'resume' | 'accept';
  readonly applies: (role: RoleStatus) => boolean;
  /** Said of a role to which it does not apply: "orders-task …". */
  readonly otherwise: string;
}

/**
 * Asks the controller for something about one role.
 * @returns the exit status
 * @throws {UserError} if the controller does not know the role, or if there is nothing to ask for
 */
export async function askAboutRole(name: string, wanted: RoleRequest, options: AskingOptions, io: Io): Promise<number> {
  const { kind, applies, otherwise } = wanted;
  const controller = await reachController(options, io);
  const { known, access } = controller;
  if (known.readable && known.state !== undefined) {
    const role = knownRole(known.state, name);
    if (!applies(role)) throw new UserError(`${role.name} ${otherwise} Nothing was asked for.`);
  }
  return ask({ kind, role: name, by: access.caller }, controller, options, io);
}
