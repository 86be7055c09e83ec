import { foldName } from '../../iam/role.ts';
import type { DeclaredRole, Guards, InvalidRole, Source, SpecSet } from '../../specs/types.ts';
import { specHash } from './spec-hash.ts';

/** What the controller has to know of a role's spec. */
export interface Declaration {
  /** Another hash means that the spec asks for something else; `undefined` where the spec cannot be used. */
  readonly hash: string | undefined;
  readonly source: Source;
  /** Other files that declare it as well. */
  readonly alsoIn: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The boundary's ARN, where one is asked for. */
  readonly boundary: string | undefined;
  /** The ARNs of all policies that the role is to hold, its boundary included. */
  readonly policies: ReadonlySet<string>;
}

/** Every role that the specs name, by folded name. */
export function declarationsOf({ roles, invalid, unreadable }: SpecSet, guards: Guards): ReadonlyMap<string, Declaration> {
  const unusable = new Map<string, Declaration>();
  for (const role of [...invalid, ...unreadable]) {
    const name = foldName(role.name);
    unusable.set(name, stopped(role, unusable.get(name)));
  }
  return new Map([...roles.map((role): [string, Declaration] => [foldName(role.role.name), usable(role, guards)]), ...unusable]);
}

/** Known by the last place that declares it; what it asks for is not known. */
function stopped({ source, labels }: Pick<InvalidRole, 'source' | 'labels'>, before: Declaration | undefined): Declaration {
  const files = new Set(before === undefined ? [] : [...before.alsoIn, before.source.file]);
  files.delete(source.file);
  return { hash: undefined, source, alsoIn: [...files], labels, boundary: undefined, policies: new Set() };
}

function usable(declared: DeclaredRole, guards: Guards): Declaration {
  const { source, labels, role } = declared;
  const boundary = role.permissionsBoundary === undefined ? guards.requiredBoundary : (role.permissionsBoundary ?? undefined);
  const policies = new Set([...role.managedPolicies, ...(boundary === undefined ? [] : [boundary])]);
  return { hash: specHash(declared, guards), source, alsoIn: [], labels, boundary, policies };
}
