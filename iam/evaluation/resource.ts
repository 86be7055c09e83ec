import type { Matching, PolicyVersionDate } from '../policy/types.ts';
import { any, not, type Truth } from './truth.ts';
import type { Context } from './types.ts';
import { meets, type Value } from './value.ts';
import { resolveVariables, toPattern } from './variables.ts';

const SEGMENTS = 6;
const COMPLETE = /^(?:\*$|(?:[^:]*:){5})/;

/** Without a resource, the document speaks of the role that it belongs to. */
export function matchesResource(
  matching: Matching | undefined,
  version: PolicyVersionDate,
  resource: Value,
  context: Context,
): Truth {
  if (matching === undefined) return true;
  const listed = any(matching.values.map((value) => matchesOne(toPattern(value, version, true), resource, context)));
  return matching.negated ? not(listed) : listed;
}

/** What a resource of a policy document stands for, as a pattern. */
export function resourcePattern(text: string, version: PolicyVersionDate): string {
  return completed(toPattern(text, version, true));
}

/**
 * "When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based policy, AWS automatically
 * completes the ARN by adding wildcard characters (*) to all missing fields."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
function completed(pattern: string): string {
  return COMPLETE.test(pattern) ? pattern : pattern + ':*'.repeat(SEGMENTS - pattern.split(':').length);
}

function matchesOne(pattern: string, resource: Value, context: Context): Truth {
  const whole = completed(pattern);
  const truth = matchesPattern(whole, resource, context);
  // A star that may run on past colons may stand for the missing fields itself; which of the two AWS takes it for is not documented.
  return truth === false && whole !== pattern ? matchesPattern(pattern, resource, context) && 'unknown' : truth;
}

function matchesPattern(pattern: string, resource: Value, context: Context): Truth {
  const resolved = resolveVariables(pattern, context);
  const truth = meets(resolved.pattern, resource);
  return truth && (resolved.certain ? truth : 'unknown');
}
