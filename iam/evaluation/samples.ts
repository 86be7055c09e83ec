import type { ConditionClause, Policy } from '../policy/types.ts';
import { type Atom, split, statementsOf } from './atoms.ts';
import { type Candidates, candidatesNear, contextNear, VARIABLE_VALUE } from './candidates.ts';
import { holds } from './condition.ts';
import { matchesPrincipal } from './principal.ts';
import { matchesResource } from './resource.ts';
import { matchesAction, type Question } from './statement.ts';
import type { Context, ContextValue, KnownValues, Principal, Request } from './types.ts';

const MOST_REQUESTS = 400;
/** Of the assumptions that are tried with every request to the role's permissions. */
const MOST_ASSUMPTIONS = 8;
/** Statements are taken apart only while there are few parts. */
const MOST_PARTS = 120;

/**
 * Requests that tell documents apart: inside and at the edge of what their statements speak of, with conditions met and not met.
 * The same each time, at most 400. Every condition key of the documents is known in every request.
 */
export function sampleRequests(...policies: readonly Policy[]): readonly Request[] {
  const atoms = statementsOf(policies);
  const trust = atoms.filter(isTrust);
  const identity = atoms.filter((atom) => !isTrust(atom));
  const assumptions = trust.length === 0 ? [] : take(distinct(questionsNear(partsOf(trust), trust)), MOST_ASSUMPTIONS * 5);
  const questions = take(distinct(questionsNear(partsOf(identity), identity)), MOST_REQUESTS);
  return take(joined(assumptions, questions, missingKeys(atoms)), MOST_REQUESTS);
}

/** Requests to one document: those to which each of `atoms` applies, then their neighbours, then those where two statements meet. */
export function* questionsNear(atoms: readonly Atom[], everything: readonly Atom[]): Generator<Question> {
  const candidates = candidatesNear(everything);
  const alone = atoms.map((atom) => [atom]);
  for (const group of alone) yield* single(group, candidates);
  for (const group of alone) yield* neighbours(group, candidates);
  for (const atom of atoms) for (const other of everything) yield* single([atom, other], candidates);
  for (const atom of atoms) for (const other of everything) yield* neighbours([atom, other], candidates);
}

function isTrust({ statement }: Atom): boolean {
  return statement.principal !== undefined;
}

function partsOf(atoms: readonly Atom[]): readonly Atom[] {
  return take(atoms.flatMap(split), MOST_PARTS);
}

function* distinct(questions: Iterable<Question>): Generator<Question> {
  const seen = new Set<string>();
  for (const question of questions) {
    const { principal, action, resource, context } = question;
    const text = JSON.stringify([principal.type, principal.value, action, resource, [...context]]);
    if (seen.has(text)) continue;
    seen.add(text);
    yield question;
  }
}

function take<T>(items: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === count) break;
    taken.push(item);
  }
  return taken;
}

function* single(atoms: readonly Atom[], candidates: Candidates): Generator<Question> {
  const question = meeting(atoms, candidates);
  if (question !== undefined) yield question;
}

/** A request to which all of the statements apply, if the candidates hold one. */
function meeting(atoms: readonly Atom[], candidates: Candidates): Question | undefined {
  const context = contextFor(atoms, candidates);
  const action = candidates.actions.find((value) => hasAction(atoms, value));
  const resource = candidates.resources.find((value) => hasResource(atoms, value, context));
  const principal = candidates.principals.find((value) => hasPrincipal(atoms, value));
  return action === undefined || resource === undefined || principal === undefined
    ? undefined
    : { action, resource, principal, context };
}

function hasAction(atoms: readonly Atom[], action: string): boolean {
  return atoms.every(({ statement }) => matchesAction(statement.action, action));
}

function hasResource(atoms: readonly Atom[], resource: string, context: Context): boolean {
  return atoms.every(({ statement, version }) => matchesResource(statement.resource, version, resource, context) === true);
}

function hasPrincipal(atoms: readonly Atom[], principal: Principal): boolean {
  return atoms.every(({ statement }) => matchesPrincipal(statement, principal) === true);
}

/** Every key with the first value with which all clauses on it hold; absent if no clause asks for more. */
function contextFor(atoms: readonly Atom[], { context }: Candidates): Context {
  const usual = new Map(Array.from(context, ([key, values]): [string, KnownValues] => [key, usualValue(values)]));
  return new Map(
    Array.from(context, ([key, values]): [string, KnownValues] => {
      const clauses = atoms.flatMap(({ statement, version }) =>
        statement.conditions.filter((clause) => clause.key === key).map((clause) => ({ clause, version })),
      );
      const fits = (value: KnownValues) => clauses.every((clause) => holdsWith(clause, usual, value));
      return clauses.length === 0 ? [key, usualValue(values)] : [key, values.find(fits) ?? null];
    }),
  );
}

function holdsWith(
  { clause, version }: { clause: ConditionClause; version: Atom['version'] },
  usual: Context,
  value: KnownValues,
): boolean {
  return holds(clause, version, new Map(usual).set(clause.key, value)) === true;
}

/** Variables need a value; other keys are absent. */
function usualValue(values: readonly KnownValues[]): KnownValues {
  return values.find((value) => value?.length === 1 && value[0] === VARIABLE_VALUE) ?? null;
}

/** The request with one thing changed at a time: conditions met and not met, and whatever else the statements speak of. */
function* neighbours(atoms: readonly Atom[], candidates: Candidates): Generator<Question> {
  const base = meeting(atoms, candidates);
  if (base === undefined) return;
  for (const [key, values] of candidates.context)
    for (const value of values)
      if (value !== base.context.get(key)) yield { ...base, context: new Map(base.context).set(key, value) };
  const { actions, resources, principals } = candidates;
  for (const action of actions.filter((value) => hasAction(atoms, value))) yield { ...base, action };
  for (const resource of resources.filter((value) => hasResource(atoms, value, base.context))) yield { ...base, resource };
  for (const principal of principals.filter((value) => hasPrincipal(atoms, value))) yield { ...base, principal };
}

/** Every assumption with every request to the permissions; a trust policy's own keys go where the other has none. */
function* joined(assumptions: readonly Question[], questions: readonly Question[], keys: readonly string[]): Generator<Request> {
  const absent = new Map(keys.map((key): [string, KnownValues] => [key, null]));
  if (assumptions.length === 0) {
    for (const question of questions) yield { ...question, context: merged(absent, question.context) };
    return;
  }
  const targets = questions.length > 0 ? questions : [{ action: 'sample:sample', resource: '*', context: new Map() }];
  for (const { action, resource, context } of targets)
    for (const assumption of targets.length === 1 ? assumptions : assumptions.slice(0, MOST_ASSUMPTIONS))
      yield {
        principal: assumption.principal,
        assumption: assumption.action,
        action,
        resource,
        context: merged(absent, context, assumption.context),
      };
}

function merged(...contexts: readonly Context[]): Context {
  const result = new Map<string, ContextValue>();
  for (const context of contexts)
    for (const [key, value] of context) if (value !== null || !result.has(key)) result.set(key, value);
  return result;
}

function missingKeys(atoms: readonly Atom[]): readonly string[] {
  return [...contextNear(atoms).keys()];
}
