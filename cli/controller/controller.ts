import type { Io } from '../terminal/io.ts';
import type { ControllerAccess, Deployment } from './controller-access.ts';
import { type KnownState, knownState } from './controller-state.ts';
import { deployedController } from './deployed-controller.ts';
import type { ControllerOptions } from './options.ts';

/** A deployed controller that is about to be asked for something. */
export interface Controller {
  readonly access: ControllerAccess;
  readonly deployment: Deployment;
  /** What it knew just now, as far as the user may read it. */
  readonly known: KnownState;
}

/** Finds the deployment and reads its state. @throws {UserError} if there is no such deployment. */
export async function reachController(options: ControllerOptions, io: Io): Promise<Controller> {
  const access = await io.connect(options);
  const deployment = await deployedController(access, options.deployment);
  return { access, deployment, known: await knownState(access, deployment.state, access.accountId) };
}
