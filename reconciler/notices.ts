import { foldName } from '../iam/role.ts';
import type { DeclaredRole } from '../specs/types.ts';
import type { Run } from './ports.ts';
import type { Observation } from './reading/observation.ts';

/** What is true of the whole run and would otherwise go unsaid. */
export function notices({ specs, only }: Run, declared: readonly DeclaredRole[], observation: Observation): readonly string[] {
  return [observation.failure, nothingDeclared(specs, only), unreadFiles(specs), unobserved(declared, observation)].filter(
    (notice) => notice !== null,
  );
}

/** What is said where the specs declare no role at all. */
export const NOTHING_DECLARED =
  'No spec declares a role. That deletes nothing and changes nothing; if specs were here before, find out where they went.';

function nothingDeclared({ roles, invalid, unreadable, incomplete }: Run['specs'], only: Run['only']): string | null {
  if (only !== undefined || roles.length > 0 || invalid.length > 0 || unreadable.length > 0 || incomplete) return null;
  return NOTHING_DECLARED;
}

function unreadFiles({ incomplete }: Run['specs']): string | null {
  return incomplete
    ? 'Some file could not be read, so the roles that it declares are not judged, and no role is called orphaned.'
    : null;
}

/** An attribute that an export cannot hold is said once, not for every role. */
function unobserved(declared: readonly DeclaredRole[], { roles }: Observation): string | null {
  const names = new Set(declared.map(({ role }) => foldName(role.name)));
  const without = roles.filter((role) => role.maxSessionDuration === undefined && names.has(foldName(role.name)));
  if (without.length === 0) return null;
  return `The export does not hold the description and the session duration of ${without.length === 1 ? '1 role' : `${without.length} roles`}, so these are not compared. Add an export of list-roles to compare them.`;
}
