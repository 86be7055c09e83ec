import { type ExitStatus, roleExitStatus } from '../exit-status.ts';
import type { ControllerStatus } from './controller-status.ts';

/** What of the whole controller is to be reported, whatever becomes of single roles. */
function wholeExitStatus({ complete, lastSuccess, brake, eventPathBrokenSince }: ControllerStatus): ExitStatus {
  if (complete !== true || lastSuccess === null) return 1;
  return brake !== null || eventPathBrokenSince !== null ? 2 : 0;
}

/**
 * The exit status of `rolecall status`, by the one table: 1 beats 2, and 2 beats 0.
 * @param ofSomeRoles only the roles shown count, not the state of the whole controller
 */
export function statusExit(status: ControllerStatus, ofSomeRoles: boolean): ExitStatus {
  const all = [...status.roles.map(roleExitStatus), ...(ofSomeRoles ? [] : [wholeExitStatus(status)])];
  if (all.includes(1)) return 1;
  return all.includes(2) ? 2 : 0;
}
