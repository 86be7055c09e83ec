import { matches } from '../pattern.ts';
import { foldCase } from '../policy/fold.ts';
import type { Matching, PolicyVersionDate, Statement } from '../policy/types.ts';
import { holds } from './condition.ts';
import { matchesPrincipal } from './principal.ts';
import { matchesResource } from './resource.ts';
import { all, type Truth } from './truth.ts';
import type { Context, Request } from './types.ts';
import { canResolve } from './variables.ts';

/** What one document is asked. */
export type Question = Omit<Request, 'assumption'>;

/** Whether the statement applies; its effect is another matter. */
export function applies(statement: Statement, version: PolicyVersionDate, question: Question): Truth {
  if (!matchesAction(statement.action, question.action)) return false;
  const resource = question.resourceIsPattern ? { like: question.resource } : question.resource;
  const target = all([
    matchesResource(statement.resource, version, resource, question.context),
    matchesPrincipal(statement, question.principal),
  ]);
  if (target === false) return false;
  const truth = all([target, ...statement.conditions.map((clause) => holds(clause, version, question.context))]);
  return truth === true && !isResolved(statement, version, question.context) ? 'unknown' : truth;
}

export function matchesAction({ negated, values }: Matching, action: string): boolean {
  const folded = foldCase(action);
  return values.some((pattern) => matches(pattern, folded)) !== negated;
}

/** "If AWS cannot resolve a variable this might cause the entire statement to be invalid." */
function isResolved({ resource, conditions }: Statement, version: PolicyVersionDate, context: Context): boolean {
  if (version === '2008-10-17') return true;
  const areKnown = (values: readonly string[]) => values.every((value) => canResolve(value, context));
  return areKnown(resource?.values ?? []) && conditions.every(({ values }) => areKnown(values));
}
