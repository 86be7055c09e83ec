import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { Drift } from '../../reconciler/types.ts';
import { driftDiff } from '../../report/drift/drift-diff.ts';

function between(desired: unknown, observed: unknown, unit = 'inlinePolicies[x]'): readonly string[] {
  const text = (value: unknown) => (value === null ? null : typeof value === 'string' ? value : JSON.stringify(value));
  const sides = { desired: text(desired), observed: text(observed) };
  const drift: Drift = {
    unit,
    kind: 'different',
    access: 'different',
    severity: 'low',
    detail: [],
    tolerated: null,
    by: null,
    ...sides,
  };
  return driftDiff(drift).map(({ sign, text: line }) => `${sign} ${line}`.trimEnd());
}

const Version = '2012-10-17';
const allow = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const policy = (...Statement: unknown[]) => ({ Version, Statement });

test('order, case, duplicates and lists of one show no difference', () => {
  const one = policy(allow(['s3:GetObject', 's3:PutObject']), allow('sqs:SendMessage', ['*']));
  const other = policy(allow(['sqs:sendmessage', 'SQS:SendMessage']), allow(['s3:putobject', 's3:getObject'], '*'));
  expect(between(one, other)).toEqual([]);
});

test('a statement is compared with the one that it resembles, wherever it stands, in the spelling of the spec', () => {
  const desired = policy(allow('sqs:SendMessage'), allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*'));
  const observed = policy(
    allow(['S3:PUTOBJECT', 's3:getobject', 's3:DeleteObject'], 'arn:aws:s3:::a/*'),
    allow('sqs:SendMessage'),
  );
  expect(between(desired, observed).filter((line) => /^[-+]/.test(line))).toEqual(['-   - s3:DeleteObject']);
});

test('two demands of one operator on the same key are both shown', () => {
  const condition = (...keys: [string, string][]) => ({
    Condition: { ArnLike: Object.fromEntries(keys.slice(0, 1)), ArnEquals: Object.fromEntries(keys.slice(1)) },
  });
  const desired = policy(allow('s3:*', '*', condition(['aws:SourceArn', 'arn:aws:a:::x'], ['aws:SourceArn', 'arn:aws:b:::y'])));
  const shown = between(desired, null).join('\n');
  expect(shown).toContain('arn:aws:a:::x');
  expect(shown).toContain('arn:aws:b:::y');
});

test('what cannot be parsed is shown as it is', () => {
  expect(between(policy(allow('s3:*')), 'no policy')).toContain('- no policy');
});

test('a long document is cut and says how much is left out', () => {
  const actions = Array.from({ length: 60 }, (_, index) => `s3:Action${index}`);
  const shown = between(null, policy(allow(actions)));
  expect(shown).toHaveLength(25);
  expect(shown.at(-1)).toMatch(/^… \d+ more lines$/);
});

test('an attachment is told by its name alone', () => {
  expect(between(null, 'arn:aws:iam::aws:policy/AdministratorAccess', 'managedPolicies[x]')).toEqual([]);
});

const names = fc.uniqueArray(fc.constantFrom('s3:GetObject', 's3:*', 'sqs:SendMessage', '*', 'iam:Pass*'), {
  minLength: 1,
  maxLength: 3,
});
const resources = fc.uniqueArray(fc.constantFrom('*', 'arn:aws:s3:::a', 'arn:aws:s3:::A', 'arn:aws:s3:::a/*'), {
  minLength: 1,
  maxLength: 2,
});
const clause = fc.record({
  operator: fc.constantFrom(
    'StringEquals',
    'StringLike',
    'StringEqualsIfExists',
    'ForAnyValue:StringEquals',
    'ArnLike',
    'ArnEquals',
  ),
  key: fc.constantFrom('aws:SourceAccount', 's3:prefix', 'aws:SourceArn'),
  values: fc.uniqueArray(fc.constantFrom('1', '2', 'a', 'A'), { minLength: 1, maxLength: 2 }),
});
const conditionOf = (clauses: readonly { operator: string; key: string; values: string[] }[]) => {
  const condition: Record<string, Record<string, string[]>> = {};
  for (const { operator, key, values } of clauses) condition[operator] = { ...condition[operator], [key]: values };
  return clauses.length === 0 ? {} : { Condition: condition };
};
const statement = fc
  .record({
    Sid: fc.constantFrom('', 'A', 'B'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    actions: fc.tuple(fc.constantFrom('Action', 'NotAction'), names),
    resources: fc.tuple(fc.constantFrom('Resource', 'NotResource'), resources),
    clauses: fc.array(clause, { maxLength: 3 }),
  })
  .map(({ Sid, Effect, actions, resources: on, clauses }) => ({
    ...(Sid === '' ? {} : { Sid }),
    Effect,
    [actions[0]]: actions[1],
    [on[0]]: on[1],
    ...conditionOf(clauses),
  }));
const document = fc
  .record({
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
  })
  .map((value) => JSON.stringify(value))
  .filter((text) => parsePolicy(text, 'identity', 'aws', 'observed').ok);

function key(text: string): string {
  const parsed = parsePolicy(text, 'identity', 'aws', 'observed');
  return parsed.ok ? parsed.policy.key : text;
}

/** A document, and the same with one statement exchanged. */
const neighbours = fc.tuple(document, statement, fc.nat()).map(([one, other, at]) => {
  const changed = JSON.parse(one) as { Statement: unknown[] };
  changed.Statement[at % changed.Statement.length] = other;
  return [one, JSON.stringify(changed)] as const;
});

test('documents show a difference if and only if they differ', () => {
  const differs = (one: string, other: string) => between(one, other).some((line) => /^[-+]/.test(line));
  const agrees = ([one, other]: readonly [string, string]) => differs(one, other) === (key(one) !== key(other));
  fc.assert(fc.property(neighbours, agrees), { numRuns: 300 });
  fc.assert(
    fc.property(document, (one) => agrees([one, one])),
    { numRuns: 100 },
  );
});
