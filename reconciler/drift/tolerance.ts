import type { AdditiveAttribute, Management } from '../../specs/types.ts';
import { ADDITIVE_ATTRIBUTES } from '../../specs/types.ts';
import { unitMatches } from '../../specs/unit.ts';
import type { Drift } from '../types.ts';
import type { Difference } from './diff.ts';

/** Why a difference stays as it is; `null` for one that is to be corrected. */
export function toleranceOf(difference: Difference, { additive, ignore }: Management): Drift['tolerated'] {
  if (isIgnored(difference.unit, ignore)) return 'ignore';
  if (difference.attribute === 'role' || difference.attribute === 'path') return 'unreconcilable';
  const mayStay = difference.kind === 'extra' && isAdditive(difference.attribute) && additive.includes(difference.attribute);
  return mayStay ? 'additive' : null;
}

export function isIgnored(unit: string, ignore: Management['ignore']): boolean {
  return ignore.some((pattern) => unitMatches(pattern, unit));
}

function isAdditive(attribute: string): attribute is AdditiveAttribute {
  return (ADDITIVE_ATTRIBUTES as readonly string[]).includes(attribute);
}
