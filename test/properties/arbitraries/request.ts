import fc from 'fast-check';
import type { Context, ContextValue, Principal, Request } from '../../../iam/evaluation/types.ts';
import { canonicalPolicy } from '../../../iam/policy/canonical.ts';
import type { ConditionClause, Effect, Matching, Policy, PolicyKind, Principals, Statement } from '../../../iam/policy/types.ts';

/** A few strings that often match, contain and overlap each other. */
export const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
export const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

const ACTION_PATTERNS = ['*', 's3:*', 's3:get*', 's3:getobject', 's3:g?tobject', 's3:put*', 'iam:*', 'iam:passrole', '*:get*'];
const ACTIONS = ['s3:GetObject', 's3:getbucketacl', 's3:PutObject', 'iam:PassRole', 'iam:GetRole', 'ecs:RunTask'];
const ASSUMPTION_PATTERNS = ['sts:assumerole', 'sts:*', 'sts:tagsession', 'sts:assumerole*'];
const ASSUMPTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:AssumeRoleWithSAML'];
const RESOURCE_PATTERNS = [
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::b/${aws:username}/*',
  'arn:aws:s3:::?/x',
  'arn:aws:s3',
  'arn:aws:s3:*/x',
];
const RESOURCES = [
  '*',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::b/ann/x',
  'arn:aws:s3:::c/x',
  'arn:aws:s3:::b/${aws:username}/x',
];
const ROOT = 'arn:aws:iam::111122223333:root';
const ROLE = 'arn:aws:iam::111122223333:role/path/deploy';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/ann';
const OTHER_ROOT = 'arn:aws:iam::444455556666:root';
const LISTED: readonly Principals[] = [
  { AWS: ['*'] },
  { AWS: [ROOT] },
  { AWS: [ROLE] },
  { AWS: [ROLE, ROOT] },
  { AWS: [ROLE, SESSION, ROOT] },
  { AWS: [OTHER_ROOT], Service: ['ecs-tasks.amazonaws.com'] },
  { Service: ['ecs-tasks.amazonaws.com'] },
  { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] },
  { AWS: ['*'], Service: ['*'], Federated: ['*'], CanonicalUser: ['*'] },
];
const PRINCIPALS: readonly Principal[] = [
  { type: 'AWS', value: ROOT },
  { type: 'AWS', value: ROLE },
  { type: 'AWS', value: SESSION },
  { type: 'AWS', value: 'arn:aws:iam::444455556666:user/eve' },
  { type: 'Service', value: 'ecs-tasks.amazonaws.com' },
  { type: 'Service', value: 'ec2.amazonaws.com' },
];
const VALUES: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  'aws:sourceaccount': [
    ['StringEquals', ['111122223333', '444455556666']],
    ['StringNotEquals', ['111122223333', '444455556666']],
    ['StringLike', ['1*', '111122223333', '*', '${aws:username}', "${aws:username, 'ann'}"]],
    ['StringNotLike', ['1*', '111122223333', '*']],
    ['StringEqualsIgnoreCase', ['111122223333', 'A', 'a']],
    ['StringNotEqualsIgnoreCase', ['A', 'a', '111122223333']],
  ],
  'aws:sourcearn': [
    ['ArnLike', ['arn:aws:ecs:*:111122223333:*', 'arn:aws:ecs:eu-west-1:111122223333:task/*', 'arn:aws:ecs:*:*:*']],
    ['ArnNotLike', ['arn:aws:ecs:*:111122223333:*', 'arn:aws:ecs:eu-west-1:111122223333:task/*']],
    ['StringLike', ['arn:aws:ecs:*', 'arn:aws:ecs:*:111122223333:*', 'arn:*/a', '*']],
  ],
  'aws:sourceip': [
    ['IpAddress', ['10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32']],
    ['NotIpAddress', ['10.0.0.0/8', '10.1.2.3/32']],
  ],
  's3:max-keys': comparisons('Numeric', ['10', '20', '15.0']),
  'aws:currenttime': comparisons('Date', ['2026-01-01T00:00:00Z', '2026-06-01', '1767225600']),
  'aws:securetransport': [
    ['Bool', ['true', 'false']],
    ['Null', ['true', 'false']],
  ],
  'app:digest': [['BinaryEquals', ['QmluYXJ5', 'QQ==']]],
};

function comparisons(family: string, values: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const names = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return names.map((name) => [`${family}${name}`, values] as const);
}

const CONTEXT_VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:sourceaccount': ['111122223333', '444455556666', 'a', 'A', 'ann', ''],
  'aws:sourcearn': ['arn:aws:ecs:eu-west-1:111122223333:task/a/b', 'arn:aws:ecs:us-east-1:444455556666:task/a', 'nothing'],
  'aws:sourceip': ['10.1.2.3', '10.200.0.1', '192.0.2.1', '2001:db8::1'],
  's3:max-keys': ['9', '10', '15', '25', 'many'],
  'aws:currenttime': ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-03-01T12:00:00+02:00', 'today'],
  'app:digest': ['QmluYXJ5', 'QQ', 'Qg=='],
  'aws:securetransport': ['true', 'false'],
  'aws:username': ['ann', 'b*'],
};

export const clauses: fc.Arbitrary<ConditionClause> = fc
  .constantFrom(...Object.entries(VALUES).flatMap(([key, operators]) => operators.map((operator) => ({ key, operator }))))
  .chain(({ key, operator: [operator, values] }) =>
    fc.record({
      operator: fc.constant(operator),
      set: operator === 'Null' ? fc.constant(undefined) : fc.constantFrom(undefined, undefined, 'ForAllValues', 'ForAnyValue'),
      ifExists: operator === 'Null' ? fc.constant(false) : fc.boolean(),
      key: fc.constant(key),
      values: fc.subarray([...values], { minLength: 1 }).map((some) => [...some].sort()),
    }),
  );

const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  ArnLike: 'ArnNotLike',
  IpAddress: 'NotIpAddress',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
};

/** A positive clause and the same with the negated operator. */
export const negations = clauses
  .filter(({ operator }) => operator in NEGATED)
  .map((clause): readonly [ConditionClause, ConditionClause] => {
    const plain = { ...clause, set: undefined, ifExists: false };
    return [plain, { ...plain, operator: NEGATED[clause.operator] ?? '' }];
  });

function matching(patterns: readonly string[]): fc.Arbitrary<Matching> {
  return fc.record({
    negated: fc.boolean().chain((rare) => (rare ? fc.boolean() : fc.constant(false))),
    values: fc.subarray([...patterns], { minLength: 1, maxLength: 3 }).map((some) => [...some].sort()),
  });
}

/** A statement over a few patterns, so that two of them often have to do with each other. */
export function statements(kind: PolicyKind, effects: readonly Effect[] = ['Allow', 'Allow', 'Deny']): fc.Arbitrary<Statement> {
  const isTrust = kind === 'trust';
  return fc.record({
    sid: fc.constantFrom('', 'Some'),
    effect: fc.constantFrom(...effects),
    principal: isTrust
      ? fc.record({
          negated: fc.boolean().chain((rare) => (rare ? fc.boolean() : fc.constant(false))),
          values: fc.constantFrom(...LISTED),
        })
      : fc.constant(undefined),
    action: matching(isTrust ? ASSUMPTION_PATTERNS : ACTION_PATTERNS),
    resource: isTrust ? fc.constant(undefined) : matching(RESOURCE_PATTERNS),
    conditions: fc.array(clauses, { maxLength: 2 }),
  });
}

export function policies(kind: PolicyKind, effects?: readonly Effect[]): fc.Arbitrary<Policy> {
  return fc
    .tuple(
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
      fc.array(statements(kind, effects), { minLength: 1, maxLength: 3 }),
    )
    .map(([version, list]) => canonicalPolicy(version, list));
}

/** A second document that shares statements with the first, some of them changed in one element. */
export function neighbours(policy: Policy, kind: PolicyKind): fc.Arbitrary<Policy> {
  const changed = policy.statements.map((statement) =>
    fc
      .tuple(fc.constantFrom('kept', 'kept', 'gone', 'action', 'resource', 'principal', 'conditions'), statements(kind))
      .map(([what, other]) =>
        what === 'gone' ? [] : what === 'kept' ? [statement] : [{ ...statement, [what]: other[what as keyof Statement] }],
      ),
  );
  return fc
    .tuple(fc.tuple(...changed), fc.array(statements(kind), { maxLength: 1 }))
    .map(([kept, added]) => canonicalPolicy(policy.version, [...kept.flat(), ...added]));
}

function contextValue(values: readonly string[]): fc.Arbitrary<ContextValue> {
  return fc.oneof(
    fc.constant(null),
    fc.subarray([...values], { minLength: 0, maxLength: 2 }),
    fc.constantFrom(...values).map((one) => [one]),
  );
}

/** Every key that generated documents speak of is known, unless `withUnknown`. */
function contexts(withUnknown: boolean): fc.Arbitrary<Context> {
  const entries = Object.entries(CONTEXT_VALUES).map(([key, values]) =>
    fc
      .tuple(contextValue(values), withUnknown ? fc.boolean() : fc.constant(true))
      .map(([value, known]) => (known ? [[key, value] as const] : [])),
  );
  return fc.tuple(...entries).map((found) => new Map(found.flat()));
}

export function requests(withUnknown = false): fc.Arbitrary<Request> {
  return fc.record({
    principal: fc.constantFrom(...PRINCIPALS),
    assumption: fc.constantFrom(...ASSUMPTIONS),
    action: fc.constantFrom(...ACTIONS),
    resource: fc.constantFrom(...RESOURCES),
    context: contexts(withUnknown),
  });
}
