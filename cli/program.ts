import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { acceptCommand } from './accept.ts';
import { applyCommand } from './apply.ts';
import { approveCommand } from './approve.ts';
import { auditCommand } from './audit.ts';
import { demoCommand } from './demo.ts';
import { generateCommand } from './generate.ts';
import { importCommand } from './import.ts';
import { notifyCommand } from './notify.ts';
import { planCommand } from './plan.ts';
import { reconcileCommand } from './reconcile.ts';
import { reportCommand } from './report.ts';
import { resumeCommand } from './resume.ts';
import { snapshotCommand } from './snapshot.ts';
import { statusCommand } from './status.ts';
import type { Io } from './terminal/io.ts';
import { colorOf } from './terminal/style.ts';
import { validateCommand } from './validate.ts';

/** Takes the exit status of the command that ran. */
export type Finish = (status: number) => void;

const VERBS = [
  validateCommand,
  planCommand,
  applyCommand,
  importCommand,
  auditCommand,
  generateCommand,
  snapshotCommand,
  statusCommand,
  reportCommand,
  reconcileCommand,
  approveCommand,
  resumeCommand,
  acceptCommand,
  notifyCommand,
  demoCommand,
];

const EXAMPLES = `
Examples:
  rolecall demo                                   a tour in a few seconds, without credentials
  rolecall import --ecs --out roles               specs from the ECS roles of your account
  rolecall plan roles                             what differs, and what would be done
  rolecall apply roles                            do it, after a look
  rolecall audit orders.json                      what is wrong with a task definition's roles
  rolecall status                                 what the deployed controller knows

Exit status: 0 nothing to report; 2 drift, refusals or findings remain; 1 something could not be done or judged.`;

/** A wrong flag points to the help that lists the right ones. */
function addVerb(program: Command, verb: Command): void {
  program.addCommand(verb.copyInheritedSettings(program).showHelpAfterError(`See rolecall ${verb.name()} --help.`));
}

/** The command line, writing to `io` and telling `finish` the exit status. */
export function createProgram(io: Io, finish: Finish): Command {
  const program = new Command('rolecall')
    .description('Keeps the IAM roles of Amazon ECS true: declare them, see drift explained, correct it.')
    .version(manifest.version)
    .helpCommand('help [verb]', 'Show how to use a verb.')
    .showHelpAfterError('See rolecall --help.')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'rolecall: ')),
      getOutHasColors: () => colorOf(io.stdout, io),
      getErrHasColors: () => colorOf(io.stderr, io),
    });
  for (const verb of VERBS) addVerb(program, verb(io, finish));
  return program;
}
