import { foldName } from '../role.ts';
import { ExportFailure } from './export-failure.ts';
import type { ExportedListedRole, ExportedRoleDetail } from './export-schema.ts';
import type { ReadExport } from './read-export.ts';
import type { RoleDetails, StoredRole } from './state.ts';
import { foldKey } from './tags.ts';

interface Found {
  readonly file: string;
  readonly role: StoredRole;
}

/**
 * The roles of all files, each once: policies and tags from one, description and session duration from another.
 * @throws {ExportFailure} if two files say different things of one role.
 */
export function joinRoles(exports: readonly ReadExport[]): readonly StoredRole[] {
  const joined = new Map<string, Found>();
  for (const { file, content } of exports) {
    for (const detail of content.RoleDetailList ?? []) join(joined, { file, role: detailed(detail) });
    for (const listed of content.Roles ?? []) join(joined, { file, role: storedRole(listed, undefined) });
  }
  return [...joined.values()].map(({ role }) => role);
}

function join(joined: Map<string, Found>, found: Found): void {
  const name = foldName(found.role.name);
  const known = joined.get(name);
  joined.set(name, known === undefined ? found : { file: found.file, role: merged(known, found) });
}

function merged(known: Found, found: Found): StoredRole {
  const { role: one } = known;
  const { role: other } = found;
  const attributesDiffer = hasAttributes(one) && hasAttributes(other) && attributesOf(one) !== attributesOf(other);
  if (identityOf(one) !== identityOf(other) || detailsDiffer(one, other) || attributesDiffer) contradict(known, found);
  const attributes = hasAttributes(other) ? other : one;
  return { ...attributes, createdAt: one.createdAt ?? other.createdAt, details: one.details ?? other.details };
}

function contradict(known: Found, found: Found): never {
  const files = known.file === found.file ? `${known.file} says` : `${known.file} and ${found.file} say`;
  const message = `${files} different things of role ${known.role.name}. Export both again, one right after the other, or give only one.`;
  throw new ExportFailure('Contradiction', message);
}

function hasAttributes(role: StoredRole): boolean {
  return role.maxSessionDuration !== undefined;
}

function attributesOf({ description, maxSessionDuration, template }: StoredRole): string {
  return JSON.stringify([description, maxSessionDuration, template]);
}

function identityOf({ name, path, id, arn, trust }: StoredRole): string {
  return JSON.stringify([name, path, id, arn, withoutFormat(trust)]);
}

function detailsDiffer({ details: one }: StoredRole, { details: other }: StoredRole): boolean {
  return one !== undefined && other !== undefined && detailsKey(one) !== detailsKey(other);
}

/** When a role was last used moves between two exports, and contradicts nothing. */
function detailsKey({ lastUsed: _, ...details }: RoleDetails): string {
  return JSON.stringify(details, (_key, value: unknown) => (value instanceof Map ? [...value].sort() : value));
}

function withoutFormat(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function detailed(detail: ExportedRoleDetail): StoredRole {
  return storedRole(detail, {
    inlinePolicies: new Map(detail.RolePolicyList.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument])),
    attachedPolicies: new Map(detail.AttachedManagedPolicies.map(({ PolicyArn, PolicyName }) => [PolicyArn, PolicyName])),
    permissionsBoundary: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    tags: new Map(detail.Tags.map((tag) => [foldKey(tag.Key), tag])),
    instanceProfiles: detail.InstanceProfileList.map(({ InstanceProfileName, Arn }) => ({
      InstanceProfileName,
      ...(Arn === undefined ? {} : { Arn }),
    })),
    lastUsed: detail.RoleLastUsed === undefined ? undefined : lastUsed(detail.RoleLastUsed),
  });
}

function lastUsed({ LastUsedDate, Region }: NonNullable<ExportedRoleDetail['RoleLastUsed']>): RoleDetails['lastUsed'] {
  return { ...(LastUsedDate === undefined ? {} : { LastUsedDate }), ...(Region === undefined ? {} : { Region }) };
}

function storedRole(role: ExportedListedRole, details: RoleDetails | undefined): StoredRole {
  return {
    name: role.RoleName,
    path: role.Path,
    id: role.RoleId,
    arn: role.Arn,
    createdAt: role.CreateDate,
    trust: role.AssumeRolePolicyDocument,
    description: role.Description || undefined,
    maxSessionDuration: role.MaxSessionDuration,
    template: role.SourceRoleTemplate,
    details,
  };
}
