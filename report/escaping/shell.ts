import { shellCommand } from '../../audit/remedies/shell.ts';

/** One argument for a POSIX shell: in single quotes unless it needs none. */
export function shellQuoted(argument: string): string {
  return shellCommand(argument);
}
