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
  const [left, right] = [a, b].map((policy) => new Set(statementsOf(policy, 'Deny').map(identity)));
  return left !== undefined && right !== undefined && left.size === right.size && [...left].every((denied) => right.has(denied));
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
  if (a === undefined || b === undefined) return a === b ? undefined : 'none';
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

function sharedArn(a: string, b: string): string | undefined {
  if (a === b || isRootOf(b, a)) return a;
  return isRootOf(a, b) ? b : undefined;
}

/** An account's root stands for everybody in that account. */
function isRootOf(root: string, principal: string): boolean {
  const account = /^(arn:[^:]*:(?:iam|sts)::\d{12}:)/;
  return root.endsWith(':root') && root.replace(/:root$/, ':') === principal.replace(':sts:', ':iam:').match(account)?.[1];
}

/** Both lists of clauses at once; two clauses with one operator and key can only be joined if one says what the other says. */
function sharedConditions(a: readonly ConditionClause[], b: readonly ConditionClause[]): readonly ConditionClause[] | undefined {
  const clauses = new Map(a.map((clause) => [clauseName(clause), clause]));
  for (const clause of b) {
    const other = clauses.get(clauseName(clause));
    if (other !== undefined && JSON.stringify(other.values) !== JSON.stringify(clause.values)) {
      const values = sharedValues(other, clause);
      if (values === undefined) return undefined;
      clauses.set(clauseName(clause), { ...clause, values });
    } else {
      clauses.set(clauseName(clause), clause);
    }
  }
  return [...clauses.values()];
}

function clauseName({ operator, set, ifExists, key }: ConditionClause): string {
  return JSON.stringify([operator, set ?? '', ifExists, key]);
}

/** Values of a plain StringEquals are alternatives, so both clauses hold for those that stand in both. */
function sharedValues(a: ConditionClause, b: ConditionClause): readonly string[] | undefined {
  if (a.operator !== 'StringEquals' || a.set !== undefined) return undefined;
  const values = a.values.filter((value) => b.values.includes(value));
  return values.length === 0 ? undefined : values;
}
