import type { Reason, RoleReport } from '../../reconciler/types.ts';
import { roleExitStatus } from '../exit-status.ts';
import { actionWords } from './action-words.ts';
import { counted } from './counts.ts';

/** In sync, and nothing in it that a reader must see, as letting it go is: such a role is only counted. */
export function isQuiet(role: RoleReport): boolean {
  const isReleased = role.reasons.some(({ code }) => code === 'Released');
  return role.status === 'InSync' && roleExitStatus(role) === 0 && !isReleased;
}

function byCode(roles: readonly RoleReport[]): ReadonlyMap<Reason['code'], readonly Reason[]> {
  const groups = new Map<Reason['code'], Reason[]>();
  for (const reason of roles.flatMap((role) => role.reasons))
    groups.set(reason.code, [...(groups.get(reason.code) ?? []), reason]);
  return groups;
}

function said(code: Reason['code'], [first, ...others]: readonly Reason[]): string {
  if (first === undefined || others.length === 0) return first?.message ?? code;
  return code === 'AdoptionPending'
    ? `${counted(others.length + 1, 'role')} in sync are not ours yet: they lack the owner tag.`
    : `${first.message} (and ${counted(others.length, 'more role')} for the same reason)`;
}

function doneIn(roles: readonly RoleReport[]): readonly string[] {
  const counts = new Map<string, number>();
  const done = roles.map(({ actions }) => actionWords(actions.filter(({ outcome }) => outcome === 'done')));
  for (const words of done.flat()) counts.set(words, (counts.get(words) ?? 0) + 1);
  return [...counts].map(([words, count]) => `Done in ${counted(count, 'role')} in sync: ${words}.`);
}

/** What is to be said of all quiet roles together: each kind of reason once, and what was done without any drift. */
export function quietNotices(roles: readonly RoleReport[]): readonly string[] {
  const quiet = roles.filter(isQuiet);
  return [...[...byCode(quiet)].map(([code, reasons]) => said(code, reasons)), ...doneIn(quiet)];
}
