import type { Starting } from '../excess/take-away.ts';
import type { Subject, UsedRole } from './rule.ts';

/** What of the role must stay: what starting tasks takes, and, of a task role, what cannot be seen. */
export function startingWith({ uses }: Pick<UsedRole, 'uses'>, { sharedNeeds, isWhole, needs }: Subject): Starting {
  const isComplete = isWhole && needs.unverified.every(({ use }) => use !== 'execution');
  return { needs: sharedNeeds, isComplete, isTaskRole: uses.includes('task') };
}
