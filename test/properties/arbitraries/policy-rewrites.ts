import fc from 'fast-check';
import type { PolicyDocument, PolicyStatement } from './policy.ts';

/** Every question that a rewrite asks is answered by the property's own source of values, so that it can be run again. */
type Choose = <Value>(arbitrary: fc.Arbitrary<Value>) => Value;
type JsonObject = Readonly<Record<string, unknown>>;

/** The same document in another dress, as text: whatever is only cosmetic, in the partition `aws`, may have changed. */
export function cosmeticRewrite(document: PolicyDocument, choose: Choose): string {
  const flip = () => choose(fc.boolean());
  const statements = document.Statement.map((statement) => rewriteStatement(statement, choose));
  const doubled = flip() ? [...statements, ...document.Statement.slice(0, 1)] : statements;
  // A Sid belongs to one statement only, so a copy of a named statement is no valid document.
  const listed = shuffle(doubled.some((each) => each.Sid) ? statements : doubled, choose);
  const version = document.Version ?? (flip() ? '2008-10-17' : undefined);
  const statement = listed.length === 1 && flip() ? listed[0] : listed;
  const rewritten = shuffleMembers(
    { Version: version === '2008-10-17' && flip() ? undefined : version, Statement: statement },
    choose,
  );
  return JSON.stringify(rewritten, null, choose(fc.constantFrom(undefined, 2, '\t', '\r\n ')));
}

function rewriteStatement(statement: PolicyStatement, choose: Choose): JsonObject {
  const flip = () => choose(fc.boolean());
  const rewritten: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(statement)) rewritten[name] = rewriteElement(name, value, statement.Effect, choose);
  if (!statement.Sid) rewritten.Sid = flip() ? '' : undefined;
  if (statement.Condition === undefined && flip()) rewritten.Condition = flip() ? {} : { StringLike: {} };
  return shuffleMembers(rewritten, choose);
}

function rewriteElement(name: string, value: unknown, effect: string, choose: Choose): unknown {
  if (name.endsWith('Action')) return rewriteList(value, choose, rewriteCase);
  if (name.endsWith('Resource')) return rewriteList(value, choose, (resource) => resource);
  if (name === 'Condition') return rewriteCondition(value as JsonObject, choose);
  if (name.endsWith('Principal')) return rewritePrincipal(value, effect === 'Allow' && name === 'Principal', choose);
  return value;
}

function rewritePrincipal(value: unknown, everyoneMayChange: boolean, choose: Choose): unknown {
  const isAnyone = JSON.stringify(value) === '{"AWS":"*"}' || JSON.stringify(value) === '{"AWS":["*"]}';
  if (everyoneMayChange && (value === '*' || isAnyone)) return choose(fc.constantFrom('*', { AWS: '*' }, { AWS: ['*', '*'] }));
  if (value === '*') return value;
  const types = Object.entries(value as JsonObject).map(([type, values]) => [type, rewriteList(values, choose, rewriteAccount)]);
  return shuffleMembers(Object.fromEntries(types), choose);
}

function rewriteAccount(value: unknown, choose: Choose): unknown {
  return /^\d{12}$/.test(String(value)) && choose(fc.boolean()) ? `arn:aws:iam::${value}:root` : value;
}

function rewriteCondition(condition: JsonObject, choose: Choose): JsonObject {
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const rewritten = Object.entries(keys as JsonObject).map(([key, values]) => [
      rewriteCase(key, choose),
      rewriteList(values, choose, rewriteQuotes),
    ]);
    return [rewriteCase(rewriteOperator(operator, choose), choose), shuffleMembers(Object.fromEntries(rewritten), choose)];
  });
  return shuffleMembers(Object.fromEntries(operators), choose);
}

function rewriteOperator(operator: string, choose: Choose): string {
  const twin = operator.startsWith('ArnNot') ? ['ArnNotEquals', 'ArnNotLike'] : ['ArnEquals', 'ArnLike'];
  return /^Arn(Not)?(Equals|Like)$/.test(operator) ? choose(fc.constantFrom(...twin)) : operator;
}

function rewriteQuotes(value: unknown, choose: Choose): unknown {
  if (typeof value !== 'string') return choose(fc.boolean()) ? String(value) : value;
  return /^(true|false|[1-9]\d*)$/.test(value) && choose(fc.boolean()) ? JSON.parse(value) : value;
}

function rewriteCase(text: unknown, choose: Choose): string {
  const written = String(text);
  return choose(fc.constantFrom(written, written.toLowerCase(), written.toUpperCase()));
}

/** Another order, a duplicate, a list of one or its value alone. */
function rewriteList(value: unknown, choose: Choose, rewrite: (value: unknown, choose: Choose) => unknown): unknown {
  const list = Array.isArray(value) ? value : [value];
  const doubled = choose(fc.boolean()) ? [...list, ...list.slice(0, 1)] : list;
  const rewritten = shuffle(doubled, choose).map((each) => rewrite(each, choose));
  return rewritten.length === 1 && choose(fc.boolean()) ? rewritten[0] : rewritten;
}

function shuffle<Value>(values: readonly Value[], choose: Choose): readonly Value[] {
  return values.length < 2 ? values : choose(fc.shuffledSubarray([...values], { minLength: values.length }));
}

function shuffleMembers(object: JsonObject, choose: Choose): JsonObject {
  return Object.fromEntries(shuffle(Object.entries(object), choose));
}
