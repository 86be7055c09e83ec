import { arnSegments, isAccountPrincipal, isSameAccount } from './arn.ts';
import { intersection } from './pattern.ts';
import { canonicalPolicy } from './policy/canonical.ts';
import type { ConditionClause, Effect, Matching, Policy, Principals, Statement } from './policy/types.ts';
import { PRINCIPAL_TYPES } from './policy/types.ts';

export function statementsOf(policy: Policy | undefined, effect: Effect): readonly Statement[] {
  return policy === undefined ? [] : policy.statements.filter((statement) => statement.effect === effect);
}

export function hasDenies(policy: Policy | undefined): boolean {
  return statementsOf(policy, 'Deny').length > 0;
}

/** Whether statements of both may stand in one document: policy variables are literal text in the older version. */
export function canShareDocument(a: Policy, b: Policy): boolean {
  return a.version === b.version || !(usesVariables(a) || usesVariables(b));
}

function usesVariables(policy: Policy): boolean {
  return policy.key.includes('${');
}

/** One document of these statements, without their Sids, which could collide; `undefined` when there are none. */
export function documentOf(version: Policy['version'], ...parts: readonly (readonly Statement[])[]): Policy | undefined {
  const statements = parts.flat().map((statement) => ({ ...statement, sid: '' }));
  return statements.length === 0 ? undefined : canonicalPolicy(version, statements);
}

function identity(statement: Statement): string {
  return JSON.stringify({ ...statement, sid: '' });
}

/** Whether two documents deny the same, statement by statement. */
export function sameDenies(a: Policy, b: Policy): boolean {
  const [left, right] = [deniesOf(a), deniesOf(b)];
  return left.size === right.size && [...left].every((denied) => right.has(denied));
}

function deniesOf(policy: Policy): ReadonlySet<string> {
  return new Set(statementsOf(policy, 'Deny').map(identity));
}

/**
 * What the Allow statements of both documents allow. Where the intersection of two statements cannot be written
 * as a statement it is left out, so the result never allows more than both, but may allow less.
 */
export function sharedAllows(a: Policy, b: Policy): readonly Statement[] {
  if (!canShareDocument(a, b)) return [];
  return statementsOf(a, 'Allow').flatMap((left) =>
    statementsOf(b, 'Allow').flatMap((right) => sharedStatement(left, right) ?? []),
  );
}

function sharedStatement(a: Statement, b: Statement): Statement | undefined {
  const principal = sharedPrincipal(a.principal, b.principal);
  const action = sharedMatching(a.action, b.action);
  const resource = sharedResource(a.resource, b.resource);
  const conditions = sharedConditions(a.conditions, b.conditions);
  if (principal === 'none' || action === undefined || resource === 'none' || conditions === undefined) return undefined;
  return { sid: '', effect: 'Allow', principal, action, resource, conditions };
}

function sharedResource(a: Statement['resource'], b: Statement['resource']): Statement['resource'] | 'none' {
  if (a === undefined || b === undefined) return undefined;
  return sharedMatching(a, b) ?? 'none';
}

function sharedMatching(a: Matching, b: Matching): Matching | undefined {
  if (a.negated !== b.negated) return undefined;
  if (a.negated) return { negated: true, values: [...new Set([...a.values, ...b.values])].sort() };
  return listed(sharedPatterns(a.values, b.values, intersection));
}

function listed(values: readonly string[]): Matching | undefined {
  return values.length === 0 ? undefined : { negated: false, values };
}

function sharedPatterns(
  a: readonly string[],
  b: readonly string[],
  shared: (a: string, b: string) => string | undefined,
): readonly string[] {
  return [...new Set(a.flatMap((left) => b.flatMap((right) => shared(left, right) ?? [])))].sort();
}

type StatementPrincipal = Statement['principal'];

function sharedPrincipal(a: StatementPrincipal, b: StatementPrincipal): StatementPrincipal | 'none' {
  if (a === undefined || b === undefined) return a === b ? undefined : 'none';
  if (a.negated || b.negated) return JSON.stringify(a) === JSON.stringify(b) ? a : 'none';
  if (isEverybody(a.values)) return b;
  if (isEverybody(b.values)) return a;
  const entries = PRINCIPAL_TYPES.map(
    (type) => [type, sharedPatterns(a.values[type] ?? [], b.values[type] ?? [], sharedArn)] as const,
  );
  const named = entries.filter(([, values]) => values.length > 0);
  return named.length === 0 ? 'none' : { negated: false, values: Object.fromEntries(named) };
}

/** `"*"`, alone or as an AWS principal, stands for everybody in an Allow. */
function isEverybody(values: Principals): boolean {
  return values.AWS?.includes('*') ?? false;
}

/** An account's root stands for everybody in that account. */
function sharedArn(a: string, b: string): string | undefined {
  if (a === b || (isAccountPrincipal(b) && isSameAccount(a, b))) return a;
  return isAccountPrincipal(a) && isSameAccount(a, b) ? b : undefined;
}

/** Both lists of clauses at once; two clauses with one operator and key can only be joined if one clause can say what both say. */
function sharedConditions(a: readonly ConditionClause[], b: readonly ConditionClause[]): readonly ConditionClause[] | undefined {
  const clauses = new Map<string, ConditionClause>();
  for (const clause of [...a, ...b]) {
    const joined = joinedClause(clauses.get(clauseName(clause)), clause);
    if (joined === undefined) return undefined;
    clauses.set(clauseName(clause), joined);
  }
  return [...clauses.values()];
}

function joinedClause(known: ConditionClause | undefined, clause: ConditionClause): ConditionClause | undefined {
  if (known === undefined || JSON.stringify(known.values) === JSON.stringify(clause.values)) return clause;
  const values = sharedValues(known, clause);
  return values === undefined ? undefined : { ...clause, values };
}

function clauseName({ operator, set, ifExists, key }: ConditionClause): string {
  return JSON.stringify([operator, set, ifExists, key]);
}

/** Alternatives that both clauses have in common, for operators whose values are alternatives. */
const SHARED_VALUE: Readonly<Record<string, (a: string, b: string) => string | undefined>> = {
  StringEquals: (a, b) => (a === b ? a : undefined),
  StringLike: intersection,
  ArnLike: sharedArnPattern,
};

function sharedValues(a: ConditionClause, b: ConditionClause): readonly string[] | undefined {
  const shared = Object.hasOwn(SHARED_VALUE, a.operator) ? SHARED_VALUE[a.operator] : undefined;
  if (shared === undefined || a.set !== undefined) return undefined;
  const values = sharedPatterns(a.values, b.values, shared);
  return values.length === 0 ? undefined : values;
}

/** ARN conditions match segment by segment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
function sharedArnPattern(a: string, b: string): string | undefined {
  const [left, right] = [arnSegments(a), arnSegments(b)];
  if (left === undefined || right === undefined) return a === b ? a : undefined;
  const shared = left.map((segment, index) => intersection(segment, right[index] ?? ''));
  return shared.includes(undefined) ? undefined : shared.join(':');
}
