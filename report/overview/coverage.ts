import { roleArn } from '../../audit/rules/role-arn.ts';
import type { DefinitionAudit } from '../../audit/types.ts';
import { foldName } from '../../iam/role.ts';
import type { Overview, OverviewRole } from './overview.ts';

/** The folded names of all roles of the account that task definitions name; `null` where one could not be described. */
export function rolesInUse(definitions: readonly DefinitionAudit[], account: string): ReadonlySet<string> | null {
  if (definitions.some(({ findings }) => findings.some(({ rule }) => rule === 'NotDescribed'))) return null;
  return ownRoles(definitions.flatMap(namedRoles), account);
}

/** The folded names of those roles that are the account's. @param references names or ARNs */
export function ownRoles(references: readonly string[], account: string): ReadonlySet<string> {
  return new Set(references.flatMap((reference) => ownName(reference, account)));
}

/** Of the roles in use, how many a spec declares. */
export function declaredInUse(roles: readonly OverviewRole[], inUse: ReadonlySet<string>): Overview['coverage'] {
  const declared = roles.filter(({ source, name }) => source !== null && inUse.has(foldName(name)));
  return { declared: declared.length, inUse: inUse.size };
}

/** Task and execution roles that are declared and kept, and that nothing names. A `Role` may be meant for something else. */
export function unusedSpecs(roles: readonly OverviewRole[], inUse: ReadonlySet<string>): readonly string[] {
  return roles.filter((role) => isKeptForTasks(role) && !inUse.has(foldName(role.name))).map(({ name }) => name);
}

function isKeptForTasks({ source, kind, reasons }: OverviewRole): boolean {
  return source !== null && kind !== null && kind !== 'Role' && reasons.every(({ code }) => code !== 'Released');
}

function namedRoles({ taskRole, executionRole, overrides }: DefinitionAudit): readonly string[] {
  return [taskRole, executionRole, overrides?.taskRole, overrides?.executionRole].flatMap((role) => role ?? []);
}

/** Of another account's role nothing is declared here. */
function ownName(reference: string, account: string): readonly string[] {
  const arn = roleArn(reference);
  if (arn === undefined) return reference.startsWith('arn:') ? [] : [foldName(reference)];
  return arn.accountId === account ? [foldName(arn.name)] : [];
}
