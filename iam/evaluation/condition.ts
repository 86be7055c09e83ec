import { foldCase } from '../policy/fold.ts';
import type { ConditionClause, PolicyVersionDate } from '../policy/types.ts';
import { meetsValue, OPERATORS, type Operator } from './operators.ts';
import { all, any, not, type Truth } from './truth.ts';
import type { Context, ContextValue } from './types.ts';
import { exactly, isLike, mayBeEmpty, type Value } from './value.ts';
import { type Resolved, resolveVariables, toPattern } from './variables.ts';

/**
 * Whether the clause holds. Several values are alternatives; a negated operator holds when none is met. A key that is absent fails
 * positive operators and satisfies negated ones, `…IfExists` and `ForAllValues`, and fails `ForAnyValue`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(clause: ConditionClause, version: PolicyVersionDate, context: Context): Truth {
  const known = context.get(clause.key);
  if (known === undefined) return 'unknown';
  const present = presentValues(clause, known);
  if (clause.operator === 'Null') return isNull(clause, present.length === 0);
  const operator = OPERATORS.get(clause.operator);
  if (operator === undefined) return 'unknown';
  return present.length === 0 ? withoutValue(clause, operator) : withValues(clause, operator, version, context, present);
}

/** Set operators take an empty string for no value. */
function presentValues({ set }: ConditionClause, known: ContextValue): readonly Value[] {
  if (known === null) return [];
  const values = isLike(known) ? [exactly(known)] : known;
  return set === undefined ? values : values.filter((value) => value !== '');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function isNull(clause: ConditionClause, absent: boolean): Truth {
  if (clause.set !== undefined) return 'unknown';
  return any(clause.values.map(foldCase).map((value) => (value === 'true' ? absent : value === 'false' ? !absent : 'unknown')));
}

function withoutValue({ set, ifExists }: ConditionClause, { negated }: Operator): Truth {
  if (set === 'ForAllValues') return true;
  // The documentation has `IfExists` hold and `ForAnyValue` fail, and does not say which wins.
  if (set === 'ForAnyValue') return ifExists ? 'unknown' : false;
  return negated || ifExists;
}

function withValues(
  clause: ConditionClause,
  operator: Operator,
  version: PolicyVersionDate,
  context: Context,
  present: readonly Value[],
): Truth {
  if (clause.set !== undefined && present.some(mayBeEmpty)) return 'unknown';
  const expected = clause.values.map((value) => expectedValue(value, version, operator, context));
  const truths = present.map((actual) => {
    const met = any(expected.map((value) => meetsValue(operator, value, actual)));
    return operator.negated ? not(met) : met;
  });
  if (clause.set === 'ForAnyValue') return any(truths);
  // Several values need a set operator; what happens without one is not documented.
  return clause.set === 'ForAllValues' || present.length === 1 ? all(truths) : 'unknown';
}

function expectedValue(value: string, version: PolicyVersionDate, operator: Operator, context: Context): Resolved {
  const pattern = valuePattern(value, version, operator);
  return isText(operator) ? resolveVariables(pattern, context) : { pattern, certain: true };
}

/** A value of a policy as the pattern that the operator compares with. */
export function valuePattern(value: string, version: PolicyVersionDate, operator: Operator): string {
  return isText(operator) ? toPattern(value, version, operator.wildcards) : value;
}

/** Only strings and ARNs know wildcards and variables. */
function isText({ family }: Operator): boolean {
  return family === 'string' || family === 'arn';
}
