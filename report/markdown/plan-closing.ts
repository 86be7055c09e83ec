import type { DriftReport } from '../../reconciler/types.ts';
import { markdownCode } from '../escaping/markdown-text.ts';
import { isHeld } from '../words/held.ts';

/** A command line of a thousand files is nothing to paste. */
const LONGEST_COMMAND = 1000;

/** A command as code, or what to repeat where it is too long. */
export function commandCode(command: string): string {
  return command.length <= LONGEST_COMMAND ? markdownCode(command) : '`rolecall apply` with the same arguments';
}

/**
 * What happens next, for a reviewer: with a controller, and without one.
 * @param next the command of somebody who applies by hand
 */
export function planClosing(report: DriftReport, next: string): string {
  const controller = isHeld(report, 'plan')
    ? 'its brake then waits for `rolecall approve` with the hash that `rolecall status` shows'
    : 'it then does this by itself, unless it only observes';
  return [
    'Nothing was changed, and merging by itself changes nothing.',
    `With the controller: put the specs where it reads them; ${controller}.`,
    `Without it: ${commandCode(next)}\n`,
  ].join(' ');
}
