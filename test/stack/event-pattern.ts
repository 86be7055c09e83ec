import { matches } from '../../iam/pattern.ts';

/**
 * Whether a rule's pattern matches an event, with as many of the operators as our tests ask about; any other is an error.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const held = (event as Readonly<Record<string, unknown>> | undefined)?.[field];
    return Array.isArray(wanted) ? wanted.some((one) => isMeant(one, held)) : matchesPattern(wanted, held);
  });
}

function isMeant(wanted: unknown, held: unknown): boolean {
  if (typeof wanted === 'string') return wanted === held;
  const [[operator, value] = []] = Object.entries(wanted as object);
  if (operator !== 'wildcard') throw new Error(`the tests do not know the operator ${operator}`);
  return typeof held === 'string' && matches(value, held);
}
