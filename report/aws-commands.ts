import type { Action, DriftReport, RoleReport } from '../reconciler/types.ts';
import { jsonText } from './escaping/json-text.ts';
import { printable } from './escaping/printable.ts';
import { shellQuoted } from './escaping/shell.ts';
import { leftOut } from './left-out.ts';
import { worstFirst } from './words/worst-first.ts';

/** `AttachRolePolicy` is `attach-role-policy`, `RoleName` is `--role-name`. */
function dashed(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function argument(value: unknown): string {
  if (typeof value !== 'object') return String(value);
  return jsonText(value);
}

/** The AWS command line reads files and addresses where a value begins like one, and options where it begins with a dash. */
function isTakenAsItIs(value: string): boolean {
  return !/^(-|file:|fileb:|https?:)/i.test(value) && printable(value) === value;
}

/** @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html */
function command(action: Action): string {
  const name = `aws iam ${dashed(action.call)}`;
  const values = Object.entries(action.input).filter(([, value]) => value !== undefined);
  const options = values.map(([key, value]) => [dashed(key), argument(value)] as const);
  if (!options.every(([, value]) => isTakenAsItIs(value))) {
    return `${name} --cli-input-json ${shellQuoted(jsonText(action.input))}`;
  }
  return [name, ...options.map(([key, value]) => `--${key} ${shellQuoted(value)}`)].join(' ');
}

function roleCommands(role: RoleReport): readonly string[] {
  const planned = role.actions.filter(({ outcome }) => outcome === 'planned');
  return planned.length === 0 ? [] : [`# ${printable(role.name)}`, ...planned.map(command), ''];
}

/** A held plan run blindly does nothing. */
function heldLines({ brake }: DriftReport): readonly string[] {
  if (brake === null) return [];
  return [
    `# The brake holds this plan: ${printable(brake.message)}`,
    '# Look closely; to run it, take out the next line.',
    'exit 1',
  ];
}

/**
 * The plan as a script of `aws` commands for a POSIX shell, worst role first; what is not in it is said in comments.
 * Documents and names are quoted, so that nothing in them runs.
 */
export function awsCommands(report: DriftReport): string {
  const commands = worstFirst(report.roles).flatMap(roleCommands);
  const missing = leftOut(report).map((line) => `# ${line}`);
  if (commands.length === 0)
    return [...missing, missing.length === 0 ? '# Nothing to do.' : '# No command is left.', ''].join('\n');
  return `${[...heldLines(report), ...missing, 'set -e', '', ...commands].join('\n').trimEnd()}\n`;
}
