import { foldCase } from './fold.ts';
import type { ConditionClause } from './types.ts';

export type ConditionOperator = Pick<ConditionClause, 'operator' | 'set' | 'ifExists'>;

const NAMES = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  ...[
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'Null'],
] as const;

/** Pairs that behave identically: the one that is written so becomes the other. */
const SAME: Readonly<Record<string, string>> = { ArnEquals: 'ArnLike', ArnNotEquals: 'ArnNotLike' };

const OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  NAMES.flatMap((name) =>
    ([undefined, 'ForAllValues', 'ForAnyValue'] as const).flatMap((set) =>
      // `Null` alone knows no `IfExists`: it asks for existence itself.
      (name === 'Null' ? [false] : [false, true]).map((ifExists): [string, ConditionOperator] => [
        foldCase(operatorName({ operator: name, set, ifExists })),
        { operator: SAME[name] ?? name, set, ifExists },
      ]),
    ),
  ),
);

/**
 * The operator that a name in a `Condition` stands for, whatever its case; `undefined` if IAM has none of that name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionOperator(name: string): ConditionOperator | undefined {
  return OPERATORS.get(foldCase(name));
}

/** The operator as a document spells it, set prefix and `IfExists` included. */
export function operatorName({ operator, set, ifExists }: ConditionOperator): string {
  return `${set === undefined ? '' : `${set}:`}${operator}${ifExists ? 'IfExists' : ''}`;
}

/** The other name of an operator that has two. */
export function otherName(operator: string): string {
  return Object.keys(SAME).find((name) => SAME[name] === operator) ?? operator;
}
