import type { Starting } from '../excess/take-away.ts';
import type { Subject, UsedRole } from './rule.ts';

/** What starting tasks takes of the role; nothing, of one that is no execution role. */
export function startingWith({ uses }: Pick<UsedRole, 'uses'>, { sharedNeeds, isWhole, needs }: Subject): Starting {
  if (!uses.includes('execution')) return { needs: [], isComplete: true };
  return { needs: sharedNeeds, isComplete: isWhole && needs.unverified.every(({ use }) => use !== 'execution') };
}
