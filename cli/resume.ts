import { Command } from 'commander';
import { askAboutRole, type RoleRequest } from './controller/ask-about-role.ts';
import { type AskingOptions, addAskingOptions } from './controller/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';

const RESUME: RoleRequest = {
  kind: 'resume',
  applies: ({ relapses }) => Object.values(relapses).some(({ waitsUntil }) => waitsUntil !== null),
  otherwise: 'does not back off: nothing of it waits.',
};

/** `rolecall resume`: ends the back-off of a role. */
export function resumeCommand(io: Io, finish: Finish): Command {
  const command = new Command('resume')
    .description('End the back-off of a role that somebody kept changing back, so that it is corrected again.')
    .argument('<role>', 'the name of the role')
    .addHelpText('after', '\nExample:\n  rolecall resume orders-task')
    .action(async (role: string, options: AskingOptions) => finish(await askAboutRole(role, RESUME, options, io)));
  return addAskingOptions(command);
}
