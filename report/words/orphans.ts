import type { RoleReport } from '../../reconciler/types.ts';
import { counted } from './counts.ts';
import { groupNames } from './role-groups.ts';
import { worstFirst } from './worst-first.ts';

/** All orphaned roles in one sentence, for nothing is done about any of them; `undefined` without one. */
export function orphanNotice(roles: readonly RoleReport[]): string | undefined {
  const orphans = worstFirst(roles).filter(({ status }) => status === 'Orphaned');
  if (orphans.length === 0) return undefined;
  const [they, them, are] = orphans.length === 1 ? ['it carries', 'it', 'it is'] : ['they carry', 'them', 'they are'];
  const advice = `Declare ${them} again, or write state: released or absent in a spec.`;
  return `${counted(orphans.length, 'role')} orphaned: ${groupNames(orphans)} - ${they} our tag, but no spec names ${them}: ${are} neither corrected nor deleted. ${advice}`;
}
