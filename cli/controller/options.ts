import { type Command, InvalidArgumentError, Option } from 'commander';
import { shellQuoted } from '../../report/escaping/shell.ts';

/** What every command knows that reaches a deployed controller. */
export interface ControllerOptions {
  readonly deployment: string;
  readonly profile?: string;
  readonly region?: string;
}

export type ControllerFormat = 'text' | 'json';

/** What a deployment is called unless it is told otherwise. */
export const USUAL_NAME = 'rolecall';

/** `--deployment`. */
export function addDeploymentOption(command: Command): Command {
  return command.option('--deployment <NAME>', 'which deployment of the controller', USUAL_NAME);
}

/** `--deployment`, `--profile`, `--region`, `--format`. */
export function addControllerOptions(command: Command): Command {
  return addDeploymentOption(command)
    .addOption(new Option('-o, --format <FORMAT>', 'how to print').choices(['text', 'json']).default('text', 'text'))
    .option('--profile <NAME>', 'a profile of the AWS command line')
    .option('--region <REGION>', 'where the controller is deployed; else the environment or the profile says');
}

/** What a further `apply` repeats of the deployment, quoted for the shell, with a space before it. */
export function repeatedDeployment({ deployment }: Pick<ControllerOptions, 'deployment'>): string {
  return deployment === USUAL_NAME ? '' : ` --deployment ${shellQuoted(deployment)}`;
}

/** What a further command about the same controller repeats, quoted for the shell, with a space before it. */
export function repeatedOptions({ deployment, profile, region }: ControllerOptions): string {
  const named = Object.entries({ profile, region });
  const rest = named.map(([name, value]) => (value === undefined ? '' : ` --${name} ${shellQuoted(value)}`));
  return repeatedDeployment({ deployment }) + rest.join('');
}

/** What every command knows that asks a controller for something. */
export interface AskingOptions extends ControllerOptions {
  readonly format: ControllerFormat;
  /** Seconds. */
  readonly wait?: number;
}

const LONGEST_WAIT = 3600;

function seconds(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= LONGEST_WAIT) return count;
  throw new InvalidArgumentError(`Write seconds, from 1 to ${LONGEST_WAIT}.`);
}

/** `--wait`, and all that reaching a controller takes. */
export function addAskingOptions(command: Command): Command {
  return addControllerOptions(command).option(
    '--wait <SECONDS>',
    'wait that long until it is done; the exit status is then that of the roles it is about',
    seconds,
  );
}
