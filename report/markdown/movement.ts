import type { RoleReport } from '../../reconciler/types.ts';

/** Which way a correction moves what a role allows. */
export type Movement = 'widens' | 'narrows' | 'changes';

/** What the planned calls do to the access of an existing role; `undefined` where they leave it, or where none is planned. */
export function movementOf({ mode, drift, actions }: RoleReport): Movement | undefined {
  if (mode !== 'enforce' || !actions.some(({ outcome }) => outcome === 'planned')) return undefined;
  const corrected = drift.filter(({ tolerated, unit }) => tolerated === null && unit !== 'role');
  const ways = new Set(corrected.map(({ access }) => access));
  if (ways.has('different') || (ways.has('wider') && ways.has('narrower'))) return 'changes';
  if (ways.has('narrower')) return 'widens';
  return ways.has('wider') ? 'narrows' : undefined;
}
