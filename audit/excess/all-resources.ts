import { arnSegments } from '../../iam/arn.ts';
import type { Matching } from '../../iam/policy/types.ts';

/** Kinds that are all that an action can be used on, beside `*` itself. */
const KINDS = ['secret:', 'parameter/', 'key/', 'role/', 'log-group:', 'repository/'];

/**
 * Whether the resources are all of a service's, or of the kind that most of its actions are about, at least of one account and
 * region; all but some are taken for all.
 */
export function isAllResources({ negated, values }: Matching): boolean {
  return negated || values.some(isEverything);
}

function isEverything(pattern: string): boolean {
  if (/^\*+$/.test(pattern)) return true;
  if (!/\*[*:/]*$/.test(pattern)) return false;
  const resource = arnSegments(pattern)?.[5];
  if (resource === undefined) return /^arn:\*+$|^arn:[^:]+:\*+$/.test(pattern);
  const kind = KINDS.find((one) => resource.startsWith(one)) ?? '';
  return /^[*:/]*\*[*:/]*$/.test(resource.slice(kind.length));
}
