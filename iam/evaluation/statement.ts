import { matches } from '../pattern.ts';
import { foldCase } from '../policy/fold.ts';
import type { Matching, PolicyVersionDate, Statement } from '../policy/types.ts';
import { holds } from './condition.ts';
import { matchesPrincipal } from './principal.ts';
import { all, any, not, type Truth } from './truth.ts';
import type { Context, Principal } from './types.ts';
import { resolveVariables, toPattern } from './variables.ts';

/** What one document is asked. */
export interface Question {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whether the statement applies; its effect is another matter. */
export function applies(statement: Statement, version: PolicyVersionDate, question: Question): Truth {
  if (!matchesAction(statement.action, question.action)) return false;
  const target = all([
    matchesResource(statement.resource, version, question.resource, question.context),
    matchesPrincipal(statement, question.principal),
  ]);
  if (target === false) return false;
  return all([target, ...statement.conditions.map((clause) => holds(clause, version, question.context))]);
}

export function matchesAction({ negated, values }: Matching, action: string): boolean {
  const folded = foldCase(action);
  return values.some((pattern) => matches(pattern, folded)) !== negated;
}

/** Without a resource, the document speaks of the role that it belongs to. */
export function matchesResource(
  matching: Matching | undefined,
  version: PolicyVersionDate,
  resource: string,
  context: Context,
): Truth {
  if (matching === undefined) return true;
  const listed = any(matching.values.map((value) => matchesPattern(toPattern(value, version, true), resource, context)));
  return matching.negated ? not(listed) : listed;
}

function matchesPattern(pattern: string, value: string, context: Context): Truth {
  const resolved = resolveVariables(pattern, context);
  return matches(resolved.pattern, value) && (resolved.certain || 'unknown');
}
