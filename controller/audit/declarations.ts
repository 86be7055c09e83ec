import { foldName } from '../../iam/role.ts';
import type { DeclaredRole, SpecSet } from '../../specs/types.ts';

/** What the specs say of a role. */
export interface Declaration {
  readonly by: Pick<DeclaredRole, 'kind' | 'labels' | 'source'>;
  /** `undefined` where a document names the role and cannot be used. */
  readonly role: DeclaredRole | undefined;
}

/** What the specs say of each role that they name, by its folded name; what is invalid or unreadable beats what is neither. */
export function declarationsIn({ roles, invalid, unreadable }: SpecSet): ReadonlyMap<string, Declaration> {
  return new Map<string, Declaration>([
    ...roles.map((role) => [foldName(role.role.name), { by: role, role }] as const),
    ...[...invalid, ...unreadable].map((role) => [foldName(role.name), { by: role, role: undefined }] as const),
  ]);
}
