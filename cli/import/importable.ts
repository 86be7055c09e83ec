import { parsePolicy } from '../../iam/policy/parse.ts';
import { foldName, type ObservedRole } from '../../iam/role.ts';
import { isProtected } from '../../specs/protected.ts';
import { suggestion } from '../../specs/reading/suggestion.ts';
import type { SpecContext } from '../../specs/types.ts';
import { UserError } from '../terminal/user-error.ts';

/** Which roles `import` takes. */
export interface Wanted {
  readonly role: readonly string[];
  readonly path?: string;
  readonly ecs?: true;
}

export interface Selection {
  readonly roles: readonly ObservedRole[];
  /** Which roles are left out, and why. */
  readonly leftOut: readonly string[];
}

function checkNames(wanted: readonly string[], roles: readonly ObservedRole[]): void {
  const known = new Set(roles.map(({ name }) => foldName(name)));
  for (const name of wanted) {
    if (known.has(foldName(name))) continue;
    const near = suggestion(
      name,
      roles.map((role) => role.name),
    );
    throw new UserError(`The account has no role "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}

function trustsEcsTasks({ trustPolicy }: ObservedRole, partition: string): boolean {
  const parsed = parsePolicy(trustPolicy, 'trust', partition, 'observed');
  if (!parsed.ok) return false;
  return parsed.policy.statements.some(
    ({ effect, principal }) => effect === 'Allow' && principal?.values.Service?.includes('ecs-tasks.amazonaws.com') === true,
  );
}

function isWanted(role: ObservedRole, { role: names, path, ecs }: Wanted, { partition }: SpecContext): boolean {
  if (names.length > 0 && !names.some((name) => foldName(name) === foldName(role.name))) return false;
  return (path === undefined || role.path.startsWith(path)) && (!ecs || trustsEcsTasks(role, partition));
}

/** Many roles share a reason: each is said once, with the names. */
function bySharedReason(refused: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...refused].map(([reason, names]) => `Left out ${names.join(', ')}: ${reason}.`);
}

/** Roles that nobody may manage cannot be declared; the others that were asked for can. @throws {UserError} for an unknown name */
export function selectImportable(roles: readonly ObservedRole[], wanted: Wanted, context: SpecContext): Selection {
  checkNames(wanted.role, roles);
  const refused = new Map<string, string[]>();
  const chosen = roles.filter((role) => isWanted(role, wanted, context));
  const importable = chosen.filter((role) => {
    const reason = isProtected(role);
    if (reason !== undefined) refused.set(reason, [...(refused.get(reason) ?? []), role.name]);
    return reason === undefined;
  });
  return { roles: importable, leftOut: bySharedReason(refused) };
}
