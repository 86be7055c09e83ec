import { foldCase } from './fold.ts';
import { readList } from './list.ts';
import { type ConditionOperator, conditionOperator, operatorName } from './operator.ts';
import { below, isObject, type Reading, refuse, shown } from './reading.ts';
import type { ConditionClause } from './types.ts';
import { refuseStrayWhiteSpace } from './white-space.ts';

/** Like actions, keys start with a service or provider. */
const KEY = /^[^:]+:./;
const IS_ARN = /^\s*arn:/;

/**
 * Reads `Condition`: every operator with every key becomes one clause. Empty maps ask nothing and leave no clause.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function readConditions(value: unknown, path: string, reading: Reading): readonly ConditionClause[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    refuse(
      reading,
      path,
      `${shown(value)} is no condition. Write an object such as {"StringEquals": {"aws:SourceAccount": "111122223333"}}.`,
    );
    return [];
  }
  refuseTwins(value, path, reading);
  const clauses: ConditionClause[] = [];
  for (const name of Object.keys(value)) readOperator(name, value[name], below(path, name), reading, clauses);
  return sortedClauses(clauses);
}

function readOperator(name: string, keys: unknown, path: string, reading: Reading, clauses: ConditionClause[]): undefined {
  const operator = conditionOperator(name);
  if (operator === undefined)
    return refuse(
      reading,
      path,
      `Unknown condition operator ${shown(name)}. Write one of IAM's, such as "StringEquals" or "ArnLike".`,
    );
  if (!isObject(keys))
    return refuse(reading, path, `${shown(keys)} compares nothing. Write an object from condition key to values.`);
  refuseTwins(keys, path, reading);
  for (const key of Object.keys(keys)) {
    const clause = readClause(operator, key, keys[key], below(path, key), reading);
    if (clause !== undefined) clauses.push(clause);
  }
}

function readClause(
  { operator, set, ifExists }: ConditionOperator,
  key: string,
  value: unknown,
  path: string,
  reading: Reading,
): ConditionClause | undefined {
  if (!KEY.test(key))
    return refuse(reading, path, `${shown(key)} is no condition key. Write "service:key", such as "aws:SourceArn".`);
  const values = readList(value, path, reading, readConditionValue);
  return values && { operator, set, ifExists, key: foldCase(key), values };
}

/** Quotation marks are optional around numbers (already strings here) and Booleans. */
function readConditionValue(value: unknown, path: string, reading: Reading): string | undefined {
  if (typeof value === 'string') return !IS_ARN.test(value) || refuseStrayWhiteSpace(value, path, reading) ? value : undefined;
  if (typeof value === 'boolean') return String(value);
  return refuse(reading, path, `${shown(value)} is no condition value. Write a string, a number, true or false.`);
}

/** Two names that differ only in case are one name given twice, and which one IAM would take is not documented. */
function refuseTwins(object: object, path: string, reading: Reading): void {
  const names = Object.keys(object);
  if (names.length < 2) return;
  const met = new Set<string>();
  for (const name of names) {
    const folded = foldCase(name);
    if (met.has(folded)) refuse(reading, below(path, name), `${shown(name)} is given twice, in another case. Keep one.`);
    met.add(folded);
  }
}

function sortedClauses(clauses: readonly ConditionClause[]): readonly ConditionClause[] {
  if (clauses.length < 2) return clauses;
  const byText = new Map(clauses.map((clause) => [clauseText(clause), clause]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, clause]) => clause);
}

function clauseText(clause: ConditionClause): string {
  return `${operatorName(clause)} ${clause.key} ${JSON.stringify(clause.values)}`;
}
