import type { Reason, RoleReport } from '../../reconciler/types.ts';
import { roleExitStatus } from '../exit-status.ts';
import { actionWords } from './action-words.ts';
import { counted } from './counts.ts';
import { groupNames } from './role-groups.ts';

/** In sync, and nothing in it that a reader must see, as letting it go is: such a role is only counted. */
export function isQuiet(role: RoleReport): boolean {
  const isReleased = role.reasons.some(({ code }) => code === 'Released');
  return role.status === 'InSync' && roleExitStatus(role) === 0 && !isReleased;
}

function byCode(roles: readonly RoleReport[]): ReadonlyMap<Reason['code'], readonly RoleReport[]> {
  const groups = new Map<Reason['code'], readonly RoleReport[]>();
  for (const role of roles)
    for (const code of new Set(role.reasons.map((reason) => reason.code))) groups.set(code, [...(groups.get(code) ?? []), role]);
  return groups;
}

/** A message stands for all that share its code; who they are is said of each. */
function said(code: Reason['code'], roles: readonly RoleReport[]): string {
  const names = groupNames(roles);
  if (code === 'AdoptionPending') {
    const [are, they, them] = roles.length === 1 ? ['is', 'it lacks', 'it'] : ['are', 'they lack', 'them'];
    return `${counted(roles.length, 'role')} in sync ${are} not ours yet: ${names} - ${they} the owner tag, which taking ${them} over adds.`;
  }
  const [first] = roles.flatMap(({ reasons }) => reasons).filter((reason) => reason.code === code);
  return `${names}: ${first?.message ?? code}`;
}

function doneIn(roles: readonly RoleReport[]): readonly string[] {
  const by = new Map<string, readonly RoleReport[]>();
  for (const role of roles)
    for (const words of new Set(actionWords(role.actions.filter(({ outcome }) => outcome === 'done'))))
      by.set(words, [...(by.get(words) ?? []), role]);
  return [...by].map(([words, done]) => `Done in ${counted(done.length, 'role')} in sync (${groupNames(done)}): ${words}.`);
}

/** What is to be said of all quiet roles together: each kind of reason once, and what was done without any drift. */
export function quietNotices(roles: readonly RoleReport[]): readonly string[] {
  const quiet = roles.filter(isQuiet);
  return [...[...byCode(quiet)].map(([code, sharing]) => said(code, sharing)), ...doneIn(quiet)];
}
