import { createHash } from 'node:crypto';
import type { ActionCall } from '../types.ts';

/**
 * A short name for all calls of a run: the same calls to the same roles give the same hash, in any order of the roles.
 * @param used hashes that let a plan through already: the same calls get another one, so that they can be approved once more
 * @returns `null` if there is nothing to do
 */
export function planHash(
  account: string,
  plans: readonly { readonly name: string; readonly actions: readonly ActionCall[] }[],
  used: ReadonlySet<string> = new Set(),
): string | null {
  const written = plans.filter(({ actions }) => actions.length > 0).map(({ name, actions }) => JSON.stringify([name, actions]));
  if (written.length === 0) return null;
  written.sort();
  let hash = hashOf([account, ...written]);
  while (used.has(hash)) hash = hashOf([hash, ...written]);
  return hash;
}

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
