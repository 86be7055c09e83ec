import { unverifiedNeeds } from './needs/unverified-needs.ts';
import { crossAccountRole } from './rules/cross-account-role.ts';
import type { Subject } from './rules/rule.ts';
import { originOf, rolesByUse } from './rules/used-roles.ts';
import { unverifiedTrust } from './trust/unverified-trust.ts';
import type { Unverified } from './types.ts';

/** All that could not be told of a task definition: neither a finding nor a pass. */
export function unverifiedOf(subject: Subject): readonly Unverified[] {
  const { roles, needs, judgedNeeds } = subject;
  return [
    ...unknownRoles(subject),
    ...unverifiedTrust(subject),
    ...needs.unverified,
    ...unverifiedNeeds(judgedNeeds, rolesByUse(roles)),
  ];
}

/** Another account's role has a finding of its own. */
function unknownRoles(subject: Subject): readonly Unverified[] {
  return subject.roles.flatMap((used) => {
    const { subject: found, uses } = used;
    if (found.state !== 'unknown' || crossAccountRole.judge({ ...subject, roles: [used] }).length > 0) return [];
    return uses.map((use) => ({ use, origins: [originOf(use)], message: `the ${use} role was not judged: ${found.reason}` }));
  });
}
