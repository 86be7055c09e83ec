import { Command } from 'commander';
import type { ControllerState, RoleStatus } from '../controller/state/state.ts';
import { type ControllerStatus, controllerStatus } from '../report/status/controller-status.ts';
import { statusExit } from '../report/status/status-exit.ts';
import { statusJson } from '../report/status/status-json.ts';
import { descriptionText, statusText } from '../report/status/status-text.ts';
import type { ControllerAccess } from './controller/controller-access.ts';
import { controllerState } from './controller/controller-state.ts';
import { deployedController } from './controller/deployed-controller.ts';
import { knownRole } from './controller/known-role.ts';
import { addControllerOptions, type ControllerFormat, type ControllerOptions, repeatedOptions } from './controller/options.ts';
import { addLabelOption, type Label } from './input/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { colorOf, widthOf } from './terminal/style.ts';
import { UserError } from './terminal/user-error.ts';

type StatusOptions = ControllerOptions & {
  readonly format: ControllerFormat;
  readonly state?: string;
  readonly label: readonly Label[];
};

const EXAMPLES = `
Examples:
  rolecall status                            every role, worst first
  rolecall status orders-task                all that is known of one role
  rolecall status -l team=orders -o json     for a program
  rolecall status --state s3://bucket/controller

Exit status: 0 nothing to report; 2 drift, a refusal, a back-off or the brake; 1 something could not be done or judged.`;

function carries({ labels }: RoleStatus, wanted: readonly Label[]): boolean {
  return wanted.every(({ key, value }) => labels[key] === value);
}

/** Which roles are asked for. @throws {UserError} if the controller knows none of them. */
function selection(state: ControllerState, name: string | undefined, labels: readonly Label[]): (role: RoleStatus) => boolean {
  const named = name === undefined ? undefined : knownRole(state, name);
  const isShown = (role: RoleStatus) => (named === undefined || role === named) && carries(role, labels);
  if (labels.length > 0 && !Object.values(state.roles).some(isShown)) {
    const asked = labels.map(({ key, value }) => `${key}=${value}`).join(' and ');
    throw new UserError(
      `The controller knows no such role with the label ${asked}. Labels stand under metadata.labels of a spec.`,
    );
  }
  return isShown;
}

async function readState(access: ControllerAccess, { state, deployment }: StatusOptions): Promise<ControllerState> {
  if (state !== undefined) return controllerState(access, state);
  const deployed = await deployedController(access, deployment);
  return controllerState(access, deployed.state, access.accountId);
}

function shown(status: ControllerStatus, name: string | undefined, options: StatusOptions, io: Io): string {
  if (options.format === 'json') return statusJson(status);
  const layout = { color: colorOf(io.stdout, io), width: widthOf(io.stdout), repeated: repeatedOptions(options) };
  return name === undefined ? statusText(status, layout) : descriptionText(status, layout);
}

async function status(name: string | undefined, options: StatusOptions, io: Io): Promise<number> {
  const access = await io.connect(options);
  const state = await readState(access, options);
  const told = controllerStatus(state, io.clock.now(), selection(state, name, options.label));
  io.stdout.write(shown(told, name, options, io));
  return statusExit(told, name !== undefined || options.label.length > 0);
}

/** `rolecall status`: what the deployed controller knows. Changes nothing. */
export function statusCommand(io: Io, finish: Finish): Command {
  const command = new Command('status')
    .description('Show what the deployed controller knows of the roles, worst first, or all of one role.')
    .argument('[role]', 'all that is known of this role')
    .option('--state <LOCATION>', 'where the state lies (s3://bucket/controller), without looking the deployment up')
    .addHelpText('after', EXAMPLES)
    .action(async (role: string | undefined, options: StatusOptions) => finish(await status(role, options, io)));
  return addLabelOption(addControllerOptions(command));
}
