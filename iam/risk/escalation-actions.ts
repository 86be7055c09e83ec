import { ESCALATION_ACTIONS } from '../evaluation/escalation-paths.ts';
import { matches } from '../pattern.ts';
import { foldCase } from '../policy/fold.ts';
import type { Matching } from '../policy/types.ts';
import type { Permission } from './permissions.ts';

const ACTIONS: ReadonlyMap<string, string> = new Map(ESCALATION_ACTIONS.map((action) => [foldCase(action), action]));

/** The statements that speak of an action with which privileges can be escalated, by that action: most roles have none. */
export function permissionsByAction(allows: readonly Permission[]): ReadonlyMap<string, readonly Permission[]> {
  const byAction = new Map<string, Permission[]>();
  for (const permission of allows)
    for (const action of actionsIn(permission.atom.statement.action)) {
      const others = byAction.get(action);
      if (others === undefined) byAction.set(action, [permission]);
      else others.push(permission);
    }
  return byAction;
}

function actionsIn({ negated, values }: Matching): Iterable<string> {
  if (negated) return Array.from(ACTIONS).flatMap(([folded, action]) => (isListed(folded, values) ? [] : action));
  const open = values.filter((value) => /[*?]/.test(value));
  const named = values.flatMap((value) => ACTIONS.get(value) ?? []);
  if (open.length === 0) return named;
  return new Set([...named, ...Array.from(ACTIONS).flatMap(([folded, action]) => (isListed(folded, open) ? action : []))]);
}

function isListed(action: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(pattern, action));
}
