import { createHash } from 'node:crypto';
import type { ActionCall } from '../types.ts';

/**
 * A short name for all calls of a run: the same calls to the same roles give the same hash, in any order of the roles.
 * @returns `null` if there is nothing to do
 */
export function planHash(
  account: string,
  plans: readonly { readonly name: string; readonly actions: readonly ActionCall[] }[],
): string | null {
  const written = plans.filter(({ actions }) => actions.length > 0).map(({ name, actions }) => JSON.stringify([name, actions]));
  if (written.length === 0) return null;
  const hash = createHash('sha256').update(JSON.stringify([account, ...written.sort()]));
  return hash.digest('hex').slice(0, 16);
}
