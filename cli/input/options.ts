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

/** An option that may be given several times; `otherwise` says what holds without it. */
function repeatable<T>(flags: string, description: string, otherwise: string, parse: (text: string) => T): Option {
  const collect = (text: string, previous: readonly T[]) => [...previous, parse(text)];
  return new Option(flags, `${description} (repeatable)`).argParser<readonly T[]>(collect).default([], otherwise);
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

const ACCOUNT_FILE = repeatable('--account-file <FILE>', 'work offline on an exported account', 'your credentials', sameText);
const SPECS = repeatable(
  '--specs <SPECS>',
  'what declares the roles, and waivers: files, folders, s3://BUCKET/PREFIX, ssm:/PATH, or -',
  'none',
  sameText,
);
const ROLE = repeatable('--role <NAME>', 'only this role', 'all', sameText);
const LABEL = repeatable('-l, --label <KEY=VALUE>', 'only roles that carry this label', 'all', label);

/** `--account-file`, `--account-id`. */
export function addExportOptions(command: Command): Command {
  return command.addOption(ACCOUNT_FILE).option('--account-id <ID>', 'the account of an export that leaves it open', accountId);
}

/** `--profile`, `--region`, `--account-file`, `--account-id`. */
export function addAccountOptions(command: Command): Command {
  return addExportOptions(command)
    .option('--profile <NAME>', 'a profile of the AWS command line')
    .option('--region <REGION>', 'what ${AWS::Region} and bare names in specs mean; else the environment or the profile says');
}

/** `--config`, `--label`, `--role`. */
export function addSpecOptions(command: Command): Command {
  return addConfigOption(addLabelOption(addRoleOption(command)));
}

/** `--label`. */
export function addLabelOption(command: Command): Command {
  return command.addOption(LABEL);
}

/** `--role`. */
export function addRoleOption(command: Command): Command {
  return command.addOption(ROLE);
}

/** `--specs`, for commands whose arguments are something else. */
export function addSpecsOption(command: Command): Command {
  return command.addOption(SPECS);
}

/** `--config`. */
export function addConfigOption(command: Command): Command {
  return command.option('--config <FILE>', 'the guards; else rolecall.yml in the current folder, if there');
}

/** `--format`, and what else than text, JSON and Markdown a command can print. */
export function addFormatOption(command: Command, more: readonly string[] = []): Command {
  const formats = ['text', 'json', 'markdown', ...more];
  return command.addOption(new Option('--format <FORMAT>', 'how to print').choices(formats).default('text', 'text'));
}
