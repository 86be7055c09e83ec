import { parsePolicy } from '../../iam/policy/parse.ts';
import { foldName, type ObservedRole } from '../../iam/role.ts';
import { isProtected } from '../../specs/protected.ts';
import { suggestion } from '../../specs/reading/suggestion.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { OpenAccount } from '../account/account.ts';
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

/** Where else the name is found, or what was probably meant. */
function hint(name: string, roles: readonly ObservedRole[], foreignRoles: readonly string[]): string {
  const foreign = foreignRoles.find((arn) => foldName(arn.slice(arn.lastIndexOf('/') + 1)) === foldName(name));
  if (foreign !== undefined) return ` The export holds it in account ${foreign.split(':')[4]}: ${foreign}`;
  const near = suggestion(
    name,
    roles.map((role) => role.name),
  );
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

function checkNames(wanted: readonly string[], roles: readonly ObservedRole[], foreignRoles: readonly string[]): void {
  const known = new Set(roles.map(({ name }) => foldName(name)));
  const unknown = wanted.filter((name) => !known.has(foldName(name)));
  if (unknown.length === 0) return;
  throw new UserError(unknown.map((name) => `The account has no role "${name}".${hint(name, roles, foreignRoles)}`).join('\n'));
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

/**
 * Roles that nobody may manage cannot be declared; the others that were asked for can.
 * @param foreignRoles ARNs of the roles of other accounts that an export holds
 * @throws {UserError} naming every role that is not there
 */
export function selectImportable(
  roles: readonly ObservedRole[],
  wanted: Wanted,
  { context, foreignRoles }: Pick<OpenAccount, 'context' | 'foreignRoles'>,
): Selection {
  checkNames(wanted.role, roles, foreignRoles);
  const refused = new Map<string, string[]>();
  const chosen = roles.filter((role) => isWanted(role, wanted, context));
  const importable = chosen.filter((role) => {
    const reason = isProtected(role);
    if (reason !== undefined) refused.set(reason, [...(refused.get(reason) ?? []), role.name]);
    return reason === undefined;
  });
  return { roles: importable, leftOut: bySharedReason(refused) };
}
