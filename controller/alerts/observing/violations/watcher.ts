import { shellCommand } from '../../../../audit/remedies/shell.ts';

/** Which controller: of this account, for this owner, and how its deployment is called. */
export interface Watcher {
  readonly account: string;
  readonly owner: string;
  readonly deployment: string;
  /** Whether there is none: somebody looked once. */
  readonly isSingleLook?: boolean;
}

/** What the command line takes a deployment for that is not named. */
const USUAL_DEPLOYMENT = 'rolecall';

/** A command that asks this very controller, to paste into a shell. */
export function controllerCommand({ deployment }: Pick<Watcher, 'deployment'>, ...words: readonly string[]): string {
  return shellCommand('rolecall', ...words, ...(deployment === USUAL_DEPLOYMENT ? [] : ['--deployment', deployment]));
}
