import { arnSegments, isAccountPrincipal, principalAccount } from '../arn.ts';
import { example } from '../pattern.ts';
import type { ConditionClause, Matching } from '../policy/types.ts';
import type { Atom } from './atoms.ts';
import { commonArn, commonString, commonValues } from './common-values.ts';
import { valuePattern } from './condition.ts';
import { parseRange } from './ip.ts';
import { type Family, OPERATORS, parseDate, parseNumber } from './operators.ts';
import { listPrincipals } from './principal.ts';
import { resourcePattern } from './resource.ts';
import type { KnownValues, Principal } from './types.ts';
import { resolveVariables, toPattern, variableKeys } from './variables.ts';

/** Concrete values near what some statements speak of, from which requests are made. */
export interface Candidates {
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By condition key; absence first. */
  readonly context: ReadonlyMap<string, readonly KnownValues[]>;
}

/** What every variable stands for unless a condition says otherwise. */
export const VARIABLE_VALUE = 'sample';
const STRANGERS = ['arn:aws:iam::000000000000:user/sample', 'arn:aws:iam::012345678901:user/sample'];

export function candidatesNear(atoms: readonly Atom[]): Candidates {
  const actions = atoms.flatMap(({ statement }) => statement.action.values.map((value) => (value === '*' ? '*:*' : value)));
  const resources = atoms.flatMap(resourcePatterns);
  return {
    principals: principalsNear(atoms),
    actions: unique(['sample:sample', ...actions.map(example), ...commonValues(actions)]),
    resources: unique(['arn:aws:sample:::sample', ...resources.map(example), ...commonValues(resources)]),
    context: contextBetween(atoms, contextNear(atoms)),
  };
}

function resourcePatterns({ statement: { resource }, version }: Atom): readonly string[] {
  return valuesOf(resource).map((value) => withVariables(resourcePattern(value, version)));
}

function valuesOf(matching: Matching | undefined): readonly string[] {
  return (matching?.values ?? []).filter((value) => value !== '*');
}

/** The pattern when its variables have their usual value. */
function withVariables(pattern: string): string {
  const values = new Map(variableKeys(pattern).map((key) => [key, [VARIABLE_VALUE]]));
  return resolveVariables(pattern, values).pattern;
}

function principalsNear(atoms: readonly Atom[]): readonly Principal[] {
  const listed = atoms.flatMap(({ statement: { principal } }) => listPrincipals(principal?.values ?? {}));
  const near = listed.flatMap(({ type, value }) => examplePrincipals(value).map((example) => ({ type, value: example })));
  const strangers: Principal[] = [
    ...STRANGERS.map((value): Principal => ({ type: 'AWS', value })),
    { type: 'Service', value: 'sample.amazonaws.com' },
  ];
  const byText = new Map([...strangers, ...near].map((principal) => [`${principal.type} ${principal.value}`, principal]));
  return [...byText.values()];
}

function examplePrincipals(value: string): readonly string[] {
  if (value === '*') return [];
  if (!isAccountPrincipal(value)) return [value];
  const partition = arnSegments(value)?.[1] ?? 'aws';
  return [`arn:${partition}:iam::${principalAccount(value)}:user/sample`, value];
}

/** By condition key, each with values at which a condition on it holds or fails; absence first. */
export function contextNear(atoms: readonly Atom[]): Candidates['context'] {
  const context = new Map<string, readonly KnownValues[]>();
  const add = (key: string, values: readonly KnownValues[]) => context.set(key, [...(context.get(key) ?? [null]), ...values]);
  for (const { statement, version } of atoms) {
    for (const value of valuesOf(statement.resource))
      for (const key of variableKeys(toPattern(value, version, true))) add(key, [[VARIABLE_VALUE]]);
    for (const clause of statement.conditions) {
      const near = clause.values.map((value) => nearValue(clause, value, version));
      for (const key of near.flatMap(({ keys }) => keys)) add(key, [[VARIABLE_VALUE]]);
      add(clause.key, inSets(clause, unique([...near.flatMap(({ values }) => values), 'other'])));
    }
  }
  return new Map(Array.from(context, ([key, values]) => [key, uniqueValues(values)]));
}

/** The context with values at which two conditions on one key hold. */
function contextBetween(atoms: readonly Atom[], context: Candidates['context']): Candidates['context'] {
  const between = Array.from(likePatterns(atoms), ([key, patterns]): [string, readonly KnownValues[]] => {
    const common = commonValues(patterns, commonArnOrString).map(single);
    return [key, uniqueValues([...(context.get(key) ?? []), ...common])];
  });
  return new Map([...context, ...between]);
}

/** What operators with wildcards compare each key with. */
function likePatterns(atoms: readonly Atom[]): ReadonlyMap<string, readonly string[]> {
  const patterns = new Map<string, readonly string[]>();
  for (const { statement, version } of atoms)
    for (const { operator: name, key, values } of statement.conditions) {
      const operator = OPERATORS.get(name);
      if (!operator?.wildcards) continue;
      const more = values.map((value) => withVariables(valuePattern(value, version, operator)));
      patterns.set(key, [...(patterns.get(key) ?? []), ...more]);
    }
  return patterns;
}

/** What two ARNs share segment by segment they also share as strings. */
function commonArnOrString(a: string, b: string): string | undefined {
  return commonArn(a, b) ?? commonString(a, b);
}

function single(value: string): KnownValues {
  return [value];
}

/** Each value alone, and for set operators also two together. */
function inSets({ set }: ConditionClause, values: readonly string[]): readonly KnownValues[] {
  const alone = values.map(single);
  const [first, second] = values;
  return set === undefined || first === undefined || second === undefined ? alone : [...alone, [first, second]];
}

function nearValue(clause: ConditionClause, value: string, version: Atom['version']) {
  const operator = OPERATORS.get(clause.operator);
  if (operator === undefined) return { keys: [], values: [value] };
  const pattern = valuePattern(value, version, operator);
  return { keys: variableKeys(pattern), values: NEAR[operator.family](pattern) };
}

const NEAR: Readonly<Record<Family, (pattern: string) => readonly string[]>> = {
  string: (pattern) => [example(withVariables(pattern))],
  arn: (pattern) => [example(withVariables(pattern)), 'arn:aws:sample:::other'],
  number: (text) => around(parseNumber(text), 1).map(String),
  date: (text) => around(parseDate(text), 1000).map((time) => new Date(time).toISOString()),
  boolean: () => ['true', 'false'],
  binary: (text) => [text],
  address: (text) => [text.split('/')[0] ?? '', parseRange(text)?.bits === 128 ? '2001:db8::ffff' : '192.0.2.199'],
};

function around(value: number | undefined, step: number): readonly number[] {
  return value === undefined ? [] : [value - step, value, value + step];
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

function uniqueValues(values: readonly KnownValues[]): readonly KnownValues[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
