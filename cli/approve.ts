import { Command } from 'commander';
import type { ControllerState } from '../controller/state/state.ts';
import { ask } from './controller/ask.ts';
import { type Controller, reachController } from './controller/controller.ts';
import { type AskingOptions, addAskingOptions } from './controller/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { UserError } from './terminal/user-error.ts';

/** As plans are named. */
const HASH = /^[0-9a-f]{16}$/;

function checkForm(hash: string): void {
  if (HASH.test(hash)) return;
  throw new UserError(`"${hash}" is no plan's hash. "rolecall status" shows the one that the brake holds.`);
}

function checkHeld(hash: string, { brake, approvals }: ControllerState): void {
  if (brake?.hash === hash) return;
  const used = approvals.some((approval) => approval.hash === hash) ? `${hash} was approved before and is used up. ` : '';
  const held = brake === null ? 'The brake holds no plan now' : `The brake now holds plan ${brake.hash}: ${brake.message}`;
  throw new UserError(`${used}${held.replace(/\.?$/, '.')} Nothing was approved.`);
}

/** Only the controller knows which plan it holds; where its state is not readable, it checks the hash itself. */
function checkPlan(hash: string, { known }: Controller): void {
  if (known.readable && known.state !== undefined) checkHeld(hash, known.state);
}

async function approve(hash: string, options: AskingOptions, io: Io): Promise<number> {
  checkForm(hash);
  const controller = await reachController(options, io);
  checkPlan(hash, controller);
  return ask({ kind: 'approve', hash, by: controller.access.caller }, controller, options, io);
}

/** `rolecall approve`: lets the plan that the brake holds through, once. */
export function approveCommand(io: Io, finish: Finish): Command {
  const command = new Command('approve')
    .description('Let the plan of this hash through, once, that the brake of the deployed controller holds.')
    .argument('<hash>', 'as "rolecall status" shows it')
    .addHelpText('after', '\nExample:\n  rolecall approve 9f2c61d04be7a318 --wait 120')
    .action(async (hash: string, options: AskingOptions) => finish(await approve(hash, options, io)));
  return addAskingOptions(command);
}
