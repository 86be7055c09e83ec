import { foldName } from '../iam/role.ts';
import type { DeclaredRole, Guards, Source, SpecSet } from '../specs/types.ts';
import { specHash } from './spec-hash.ts';

/** What the controller has to know of a role's spec. */
export interface Declaration {
  /** Another hash means that the spec asks for something else; `undefined` where the spec cannot be used. */
  readonly hash: string | undefined;
  readonly source: Source;
  readonly labels: Readonly<Record<string, string>>;
  /** The boundary's ARN, where one is asked for. */
  readonly boundary: string | undefined;
  /** The ARNs of all policies that the role is to hold, its boundary included. */
  readonly policies: ReadonlySet<string>;
}

/** Every role that the specs name, by folded name. */
export function declarationsOf({ roles, invalid, unreadable }: SpecSet, guards: Guards): ReadonlyMap<string, Declaration> {
  const unusable = [...invalid, ...unreadable].map(({ name, source, labels }): [string, Declaration] => [
    foldName(name),
    { hash: undefined, source, labels, boundary: undefined, policies: new Set() },
  ]);
  return new Map([...roles.map((role): [string, Declaration] => [foldName(role.role.name), usable(role, guards)]), ...unusable]);
}

function usable(declared: DeclaredRole, guards: Guards): Declaration {
  const { source, labels, role } = declared;
  const boundary = role.permissionsBoundary === undefined ? guards.requiredBoundary : (role.permissionsBoundary ?? undefined);
  const policies = new Set([...role.managedPolicies, ...(boundary === undefined ? [] : [boundary])]);
  return { hash: specHash(declared, guards), source, labels, boundary, policies };
}
