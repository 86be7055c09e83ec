import { isAccountPrincipal, principalAccount } from '../arn.ts';
import type { ConditionClause, Matching, Statement } from '../policy/types.ts';
import { keyName } from './key-names.ts';
import { listPrincipals } from './principal.ts';
import type { Principal } from './types.ts';

const MOST_ITEMS = 4;

/** "a, b and c"; the last word is the caller's, and a long list is cut. */
export function enumeration(items: readonly string[], word: 'and' | 'or'): string {
  const shown = items.length > MOST_ITEMS ? [...items.slice(0, MOST_ITEMS - 1), `${items.length - MOST_ITEMS + 1} more`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`;
}

export function matchingWords({ negated, values }: Matching, everything: string): string {
  const isAll = values.includes('*');
  if (!negated) return isAll ? everything : enumeration(values, 'and');
  return isAll ? 'nothing' : `${everything} except ${enumeration(values, 'and')}`;
}

/** Who, as the subject of a sentence. */
export function principalWords(principal: Statement['principal']): string {
  if (principal === undefined) return 'the role';
  const listed = listPrincipals(principal.values);
  if (principal.negated)
    return `anyone except ${enumeration(
      listed.map(({ value }) => value),
      'and',
    )}`;
  if (listed.some(({ type, value }) => type === 'AWS' && value === '*')) return 'anyone at all';
  return enumeration(listed.map(onePrincipal), 'and');
}

function onePrincipal({ type, value }: Principal): string {
  if (type === 'AWS' && isAccountPrincipal(value)) return `anyone in account ${principalAccount(value)}`;
  if (type === 'Service') return `the service ${value}`;
  return type === 'Federated' ? `an identity of ${value}` : value;
}

const RELATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'not to be',
  StringNotEqualsIgnoreCase: 'not to be',
  StringNotLike: 'not to be',
  ArnNotLike: 'not to be',
  NotIpAddress: 'not to be',
  NumericNotEquals: 'not to be',
  DateNotEquals: 'not to be',
  NumericLessThan: 'to be less than',
  NumericLessThanEquals: 'to be at most',
  NumericGreaterThan: 'to be more than',
  NumericGreaterThanEquals: 'to be at least',
  DateLessThan: 'to be before',
  DateLessThanEquals: 'to be no later than',
  DateGreaterThan: 'to be after',
  DateGreaterThanEquals: 'to be no earlier than',
};

/** What the clause asks for, as in "requires …". */
export function clauseWords({ operator, set, ifExists, key, values }: ConditionClause): string {
  const name = `${set === 'ForAllValues' ? 'every value of ' : set === 'ForAnyValue' ? 'a value of ' : ''}${keyName(key)}`;
  if (operator === 'Null') return `${name} to be ${values.includes('true') ? 'absent' : 'present'}`;
  return `${name} ${RELATIONS[operator] ?? 'to be'} ${enumeration(values, 'or')}${ifExists ? ', where it is given' : ''}`;
}

/** The conditions of what a sentence says, to stand at its end. */
export function conditionWords(conditions: readonly ConditionClause[]): string {
  return conditions.length === 0 ? '' : `, requiring ${enumeration(conditions.map(clauseWords), 'and')}`;
}
