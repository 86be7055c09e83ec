import { contains, overlaps } from '../pattern.ts';
import type { Matching, Statement } from '../policy/types.ts';
import type { Atom } from './atoms.ts';
import { implies } from './clause-containment.ts';
import { isEverybody, listPrincipals, matchesPrincipal, reaches, sharesAccount } from './principal.ts';
import { resourcePattern } from './resource.ts';
import type { Principal } from './types.ts';

/** Whether `outer` applies to every request to which `inner` applies, effect aside; a no means only that it is not proved. */
export function containsStatement(outer: Atom, inner: Atom): boolean {
  return (
    matchingContains(actionsOf(outer), actionsOf(inner)) &&
    matchingContains(resourcesOf(outer), resourcesOf(inner)) &&
    principalContains(outer.statement, inner.statement) &&
    conditionsContain(outer, inner)
  );
}

/** Whether both may apply to one request; conditions aside. Never a false no. */
export function mayMeet(a: Atom, b: Atom): boolean {
  return (
    matchingMeets(actionsOf(a), actionsOf(b)) &&
    matchingMeets(resourcesOf(a), resourcesOf(b)) &&
    principalMeets(a.statement.principal, b.statement.principal)
  );
}

const EVERY_ACTION = '*:*';

/** Every action has a service: `*` is `*:*`. */
function actionsOf({ statement: { action } }: Atom): Matching {
  return action.values.includes('*') ? { ...action, values: [EVERY_ACTION] } : action;
}

function resourcesOf({ statement: { resource }, version }: Atom): Matching {
  if (resource === undefined) return { negated: false, values: ['*'] };
  return { ...resource, values: resource.values.map((value) => resourcePattern(value, version)) };
}

function matchingContains(outer: Matching, inner: Matching): boolean {
  if (isEverything(outer)) return true;
  if (inner.negated) return outer.negated && outer.values.every((value) => isListed(value, inner));
  return inner.values.every((value) =>
    outer.negated ? !outer.values.some((other) => overlaps(other, value)) : isListed(value, outer),
  );
}

function isListed(value: string, { values }: Matching): boolean {
  return values.some((pattern) => contains(pattern, value));
}

function isEverything({ negated, values }: Matching): boolean {
  return !negated && values.some((value) => contains(value, EVERY_ACTION));
}

function matchingMeets(a: Matching, b: Matching): boolean {
  if (a.negated && b.negated) return true;
  if (a.negated) return b.values.some((value) => !isListed(value, a));
  if (b.negated) return a.values.some((value) => !isListed(value, b));
  return a.values.some((value) => b.values.some((other) => overlaps(value, other)));
}

function principalContains(outer: Statement, inner: Statement): boolean {
  if (outer.principal === undefined) return true;
  if (inner.principal === undefined) return false;
  const asked = listPrincipals(inner.principal.values);
  if (reachesEverybody(outer)) return true;
  if (inner.principal.negated) return outer.principal.negated && hasSamePrincipals(listPrincipals(outer.principal.values), asked);
  if (outer.principal.negated)
    return asked.every(({ value }) => value !== '*') && asked.every((one) => matchesPrincipal(outer, one) === true);
  if (inner.effect === 'Allow' && asked.some(isEverybody)) return false;
  return asked.every((one) => matchesPrincipal(outer, one) === true);
}

function reachesEverybody({ effect, principal }: Statement): boolean {
  return effect === 'Allow' && principal !== undefined && !principal.negated && principal.values.AWS?.includes('*') === true;
}

function hasSamePrincipals(a: readonly Principal[], b: readonly Principal[]): boolean {
  return a.length === b.length && a.every((one) => b.some(({ type, value }) => type === one.type && value === one.value));
}

function principalMeets(a: Statement['principal'], b: Statement['principal']): boolean {
  if (a === undefined || b === undefined || a.negated || b.negated) return true;
  const others = listPrincipals(b.values);
  return listPrincipals(a.values).some((one) => others.some((other) => mayBeSame(one, other)));
}

function mayBeSame(a: Principal, b: Principal): boolean {
  return reaches(a, b) !== false || reaches(b, a) !== false || sharesAccount(a, b);
}

function conditionsContain(outer: Atom, inner: Atom): boolean {
  return outer.statement.conditions.every((clause) =>
    inner.statement.conditions.some((other) =>
      implies({ clause: other, version: inner.version }, { clause, version: outer.version }),
    ),
  );
}
