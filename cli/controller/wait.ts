import type { ControllerState, RoleStatus } from '../../controller/state/state.ts';
import { foldName } from '../../iam/role.ts';
import { controllerStatus } from '../../report/status/controller-status.ts';
import { statusExit } from '../../report/status/status-exit.ts';
import { counted } from '../../report/words/counts.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import { isAnswered } from './answered.ts';
import type { Controller } from './controller.ts';
import { knownState } from './controller-state.ts';
import { type PersonsRequest, rolesOf } from './request-words.ts';

const PAUSE_MILLISECONDS = 5000;

async function readState({ access, deployment }: Controller): Promise<ControllerState | undefined> {
  const known = await knownState(access, deployment.state, access.accountId);
  if (known.readable) return known.state;
  throw new UserError(`It was asked, but what comes of it cannot be seen. ${known.message}`);
}

/** Only what was asked about decides the exit status. */
function exitOf(request: PersonsRequest, state: ControllerState, io: Io): number {
  const names = rolesOf(request)?.map(foldName);
  const isShown = ({ name }: RoleStatus) => names === undefined || names.includes(foldName(name));
  return statusExit(controllerStatus(state, io.clock.now(), isShown), names !== undefined);
}

/**
 * Looks at the state until it shows what was asked for.
 * @returns the exit status of the roles it is about
 * @throws {UserError} if that takes longer
 */
export async function waitForAnswer(
  request: PersonsRequest,
  asked: Date,
  seconds: number,
  controller: Controller,
  io: Io,
): Promise<number> {
  const end = asked.getTime() + seconds * 1000;
  for (;;) {
    const state = await readState(controller);
    if (state !== undefined && isAnswered(request, asked, state)) {
      io.stderr.write('Done.\n');
      return exitOf(request, state, io);
    }
    if (io.clock.now().getTime() >= end)
      throw new UserError(`It was asked, but is not done after ${counted(seconds, 'second')}. It may still be.`);
    await io.clock.sleep(PAUSE_MILLISECONDS);
  }
}
