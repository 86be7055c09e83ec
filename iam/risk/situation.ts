import { holds } from '../evaluation/condition.ts';
import { OPERATORS } from '../evaluation/operators.ts';
import type { Truth } from '../evaluation/truth.ts';
import type { Context, ContextValue } from '../evaluation/types.ts';
import type { ConditionClause, PolicyVersionDate } from '../policy/types.ts';

/** What is known of the requests that are asked about: each may be made with any of these; a key in none of them is unknown. */
export type Situation = readonly Context[];

/** Nothing is known of who asks, and how. */
export const ANY_SITUATION: Situation = [new Map()];

/** No request is made before this code was written. */
const EARLIEST = '2026-01-01T00:00:00Z';
const TIMES = ['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime'];
/** Of requests that AWS services make for somebody else, or of principals that are no role of the account. */
const ABSENT = [
  ...['aws:username', 'aws:multifactorauthage', 'aws:federatedprovider', 'aws:principalservicename'],
  ...['aws:principalservicenameslist', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'],
];

/**
 * What a container asks for with the credentials of its task role: the role's session, which Amazon ECS began, without a second
 * factor and without a user's name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function taskSituation(roleArn: string, accountId: string): Situation {
  const known: (readonly [string, ContextValue])[] = [
    ['aws:principalarn', [roleArn]],
    ['aws:principalaccount', [accountId]],
    ['aws:principaltype', ['AssumedRole']],
    ['aws:principalisawsservice', ['false']],
    ['aws:userid', { like: 'AROA*:*' }],
    ...ABSENT.map((key) => [key, null] as const),
  ];
  // The documentation has the key of a session without a second factor false in one place and absent in another.
  return [null, ['false']].map((factor) => new Map([...known, ['aws:multifactorauthpresent', factor]]));
}

/** Whether the clause holds for every request of the situation, for none, or nobody knows. */
export function holdsIn(situation: Situation, clause: ConditionClause, version: PolicyVersionDate): Truth {
  if (TIMES.includes(clause.key)) return holdsFromNowOn(clause, version);
  const [first = 'unknown', ...others] = situation.map((context) => holds(clause, version, context));
  return others.every((truth) => truth === first) ? first : 'unknown';
}

/** Time passes: what it is too late for now, it is too late for always; what has begun goes on. */
function holdsFromNowOn(clause: ConditionClause, version: PolicyVersionDate): Truth {
  const [, family = '', relation = ''] = /^(Date|Numeric)(\w+)$/.exec(clause.operator) ?? [];
  const now = OPERATORS.get(clause.operator)?.family === 'number' ? String(Date.parse(EARLIEST) / 1000) : EARLIEST;
  const asOfNow = (operator: string) => holds({ ...clause, operator }, version, new Map([[clause.key, [now]]]));
  if (relation.startsWith('LessThan')) return asOfNow(clause.operator) === false ? false : 'unknown';
  if (relation === 'Equals') return asOfNow(`${family}LessThanEquals`) === false ? false : 'unknown';
  return relation.startsWith('GreaterThan') && asOfNow(clause.operator) === true ? true : 'unknown';
}
