import { type Command, InvalidArgumentError, Option } from 'commander';

export type Format = 'text' | 'json' | 'markdown';

/** What every command knows that looks at an account. */
export interface AccountOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly accountFile: readonly string[];
  readonly accountId?: string;
}

/** What every command knows that reads specs. */
export interface SpecOptions {
  readonly config?: string;
  readonly label: readonly Label[];
  readonly role: readonly string[];
}

export interface Label {
  readonly key: string;
  readonly value: string;
}

function collected<T>(parse: (text: string) => T) {
  return (text: string, previous: readonly T[]): readonly T[] => [...previous, parse(text)];
}

function label(text: string): Label {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write key=value, as in team=orders.');
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

function accountId(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('An AWS account id has twelve digits.');
  return text;
}

const sameText = (text: string) => text;

/** `--profile`, `--region`, `--account-file`, `--account-id`. */
export function addAccountOptions(command: Command): Command {
  return command
    .option('--profile NAME', "a profile of the AWS command line's")
    .option('--region REGION', 'what ${AWS::Region} and bare names in specs stand for; else from the environment or the profile')
    .option('--account-file FILE', 'work offline on an exported account (repeatable)', collected(sameText), [])
    .option('--account-id ID', 'the account of an export that leaves it open', accountId);
}

/** `--config`, `--label`, `--role`. */
export function addSpecOptions(command: Command): Command {
  return command
    .option('--config FILE', 'the guards; else rolecall.yml in the current folder, if there')
    .option('-l, --label KEY=VALUE', 'only roles with this label (repeatable: all must hold)', collected(label), [])
    .option('--role NAME', 'only this role (repeatable)', collected(sameText), []);
}

/** `--format`, and what else than text, JSON and Markdown a command can print. */
export function addFormatOption(command: Command, more: readonly string[] = []): Command {
  return command.addOption(
    new Option('--format FORMAT', 'how to print').choices(['text', 'json', 'markdown', ...more]).default('text'),
  );
}
