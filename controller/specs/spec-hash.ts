import { createHash } from 'node:crypto';
import type { DeclaredRole, Guards } from '../../specs/types.ts';

/** A short name for all that a declaration, and the boundary that the guards impose, ask of a role: not for where it stands. */
export function specHash({ kind, management, state, role }: DeclaredRole, { requiredBoundary }: Guards): string {
  const asked = { kind, management, state, role, requiredBoundary };
  return createHash('sha256').update(JSON.stringify(asked, sorted)).digest('hex').slice(0, 16);
}

function sorted(_: string, value: unknown): unknown {
  if (value instanceof Map) return [...value].sort(([one], [other]) => (one < other ? -1 : 1));
  return value;
}
