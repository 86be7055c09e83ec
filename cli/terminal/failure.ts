import { CommanderError } from 'commander';
import { isIamError } from '../../iam/errors.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { Io } from './io.ts';

/** Errors whose message tells the user all there is to know. */
const TOLD_BY_MESSAGE: readonly string[] = ['UserError', 'ConnectionProblem'];

function sentence(error: Error): string | undefined {
  if (TOLD_BY_MESSAGE.includes(error.name)) return error.message;
  if (isIamError(error)) return `${error.call}: ${error.message} (${error.code})`;
  return undefined;
}

function bug(error: Error, { env }: Io): string {
  const stack = env.ROLECALL_DEBUG ? `\n${error.stack}` : ' Set ROLECALL_DEBUG=1 to see where.';
  return `This is a bug in Rolecall, please report it: ${printable(`${error.name}: ${error.message}`)}.${stack}`;
}

/** Tells what ended a command early, and gives the exit status. A stack trace is shown only for a bug, and only when asked for. */
export function reportFailure(failure: unknown, io: Io): number {
  if (failure instanceof CommanderError) return failure.exitCode;
  const error = failure instanceof Error ? failure : new Error(String(failure));
  const told = sentence(error);
  io.stderr.write(`rolecall: ${told === undefined ? bug(error, io) : told.split('\n').map(printable).join('\n')}\n`);
  return 1;
}
