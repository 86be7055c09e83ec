import { Command } from 'commander';
import { askAboutRole, type RoleRequest } from './controller/ask-about-role.ts';
import { type AskingOptions, addAskingOptions } from './controller/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';

const ACCEPT: RoleRequest = {
  kind: 'accept',
  applies: ({ drift }) => drift.some(({ tolerated }) => tolerated === 'content'),
  otherwise: 'has no policy with new content.',
};

/** `rolecall accept`: makes the present content of a role's policies the accepted one. */
export function acceptCommand(io: Io, finish: Finish): Command {
  const command = new Command('accept')
    .description('Accept the present content of the attached and boundary policies of a role.')
    .argument('<role>', 'the name of the role')
    .addHelpText('after', '\nExample:\n  rolecall status orders-task      shows what changed\n  rolecall accept orders-task')
    .action(async (role: string, options: AskingOptions) => finish(await askAboutRole(role, ACCEPT, options, io)));
  return addAskingOptions(command);
}
