import { Command } from 'commander';
import { printable } from '../report/escaping/printable.ts';
import { ask } from './controller/ask.ts';
import { type Controller, reachController } from './controller/controller.ts';
import { roleNamed } from './controller/known-role.ts';
import { type AskingOptions, addAskingOptions } from './controller/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';

const EXAMPLES = `
Examples:
  rolecall reconcile                          every role
  rolecall reconcile orders-task              one role
  rolecall reconcile orders-task --wait 120   and wait until it was looked at`;

/** A role may be declared since the last pass, so that this is no error. */
function tellUnknown(roles: readonly string[], { known }: Controller, { stderr }: Io): void {
  if (!known.readable || known.state === undefined) return;
  const { state } = known;
  for (const name of roles.filter((role) => roleNamed(state, role) === undefined)) {
    stderr.write(printable(`The controller knows no role "${name}" yet; it is looked at if a spec declares it.`).concat('\n'));
  }
}

async function reconcile(roles: readonly string[], options: AskingOptions, io: Io): Promise<number> {
  const controller = await reachController(options, io);
  tellUnknown(roles, controller, io);
  const by = controller.access.caller;
  return ask({ kind: 'reconcile', roles: roles.length === 0 ? null : roles, by }, controller, options, io);
}

/** `rolecall reconcile`: asks the deployed controller for a pass now. */
export function reconcileCommand(io: Io, finish: Finish): Command {
  const command = new Command('reconcile')
    .description('Ask the deployed controller to look at roles now, in its own mode.')
    .argument('[roles...]', 'only these roles')
    .addHelpText('after', EXAMPLES)
    .action(async (roles: string[], options: AskingOptions) => finish(await reconcile(roles, options, io)));
  return addAskingOptions(command);
}
