import type { Atom } from '../../iam/evaluation/atoms.ts';
import { split } from '../../iam/evaluation/atoms.ts';
import type { DecidingStatement } from '../../iam/evaluation/types.ts';
import { left, type Permissions } from '../../iam/risk/permissions.ts';

/** Something that a role may do and should not, as the statement has it that allows it. */
export interface Excess {
  readonly by: DecidingStatement;
  /** Of one action and one resource, or of all but some. */
  readonly part: Atom;
}

/** Of one statement: what it shares with a boundary can be the product of all their wildcards. */
const MOST_PARTS = 10_000;

/**
 * The parts of what a role is allowed that are too much.
 * @param isSuspect cheap, before Denies and the boundary are asked; of a whole statement or a part of it
 * @param isExcess of a part that is left
 */
export function excessOf(
  permissions: Permissions,
  isSuspect: (atom: Atom) => boolean,
  isExcess: (part: Atom) => boolean,
): readonly Excess[] {
  return permissions.allows.flatMap(({ by, atom }) => {
    if (!isSuspect(atom)) return [];
    const found: Excess[] = [];
    for (const part of split(atom).filter(isSuspect)) {
      for (const one of left(part, permissions)) if (isExcess(one)) found.push({ by, part: one });
      if (found.length >= MOST_PARTS) break;
    }
    return found;
  });
}
