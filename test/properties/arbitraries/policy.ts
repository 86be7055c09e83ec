import fc from 'fast-check';
import type { PolicyKind } from '../../../iam/policy/types.ts';

/** A policy document as a JSON value, written plainly: no two values of a list stand for the same. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly PolicyStatement[];
}

export type PolicyStatement = Readonly<Record<string, unknown>> & {
  readonly Effect: 'Allow' | 'Deny';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const ACCOUNT = '111122223333';

const actions = [
  '*',
  's3:*',
  's3:Get*',
  's3:GetObject',
  's3:PutObject',
  's3:?etObject',
  'iam:PassRole',
  'logs:PutLogEvents',
  'ecr:BatchGetImage',
];
const resources = [
  '*',
  'arn:aws:s3:::orders',
  'arn:aws:s3:::orders/*',
  'arn:aws:s3:::Orders/*',
  'arn:aws:s3:::orders/${aws:username}/*',
  `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders-?`,
  `arn:aws:iam::${ACCOUNT}:role/ecs/*`,
];
const trustActions = ['sts:AssumeRole', 'sts:TagSession', 'sts:AssumeRoleWithSAML', 'sts:*'];

const principalValues = {
  AWS: [
    ACCOUNT,
    '444455556666',
    '*',
    `arn:aws:iam::${ACCOUNT}:role/deploy`,
    `arn:aws:iam::${ACCOUNT}:user/Jane`,
    'AROAEXAMPLEEXAMPLEEXA',
  ],
  Service: ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com', 'lambda.amazonaws.com'],
  Federated: ['cognito-identity.amazonaws.com', `arn:aws:iam::${ACCOUNT}:saml-provider/corp`],
};

const conditionValues: Readonly<Record<string, readonly unknown[]>> = {
  StringEquals: [ACCOUNT, 'Web', 'web', '${aws:username}'],
  StringNotEqualsIfExists: [ACCOUNT, 'web'],
  StringLike: ['home/*', 'home/?', ''],
  'ForAllValues:StringEquals': ['team', 'cost'],
  'ForAnyValue:StringLike': ['team*', 'cost'],
  ArnLike: ['arn:aws:ecs:*:*:*', `arn:aws:ecs:eu-west-1:${ACCOUNT}:*`],
  ArnNotEquals: ['arn:aws:ecs:*:*:*'],
  NumericLessThan: [10, '20', 1.5, -3],
  Bool: [true, 'false'],
  Null: ['true', false],
  IpAddress: ['203.0.113.0/24', '2001:DB8::/32'],
  DateLessThan: ['2027-01-01T00:00:00Z'],
};
const conditionKeys = ['aws:SourceAccount', 'aws:SourceArn', 'aws:RequestTag/Team', 's3:prefix', 'aws:SecureTransport'];

function oneOrMore<Value>(values: readonly Value[], maxLength = 3): fc.Arbitrary<Value | Value[]> {
  const list = fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
  return fc.tuple(list, fc.boolean()).map(([chosen, bare]) => (bare && chosen.length === 1 ? (chosen[0] as Value) : chosen));
}

/** An element under its own name or, less often, under its `Not…` name. */
function either(name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const given = fc.oneof({ weight: 4, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: fc.constant(`Not${name}`) });
  return fc.tuple(given, values).map(([element, value]) => ({ [element]: value }));
}

const condition = fc
  .uniqueArray(fc.constantFrom(...Object.keys(conditionValues)), { maxLength: 2 })
  .chain((operators) => fc.record(Object.fromEntries(operators.map((operator) => [operator, comparisons(operator)]))));

function comparisons(operator: string): fc.Arbitrary<Record<string, unknown>> {
  const keys = fc.uniqueArray(fc.constantFrom(...conditionKeys), { minLength: 1, maxLength: 2 });
  const values = oneOrMore(conditionValues[operator] ?? []);
  return keys.chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, values]))));
}

const principalMap = fc
  .record(
    {
      AWS: oneOrMore(principalValues.AWS),
      Service: oneOrMore(principalValues.Service),
      Federated: oneOrMore(principalValues.Federated),
    },
    { requiredKeys: [] },
  )
  .filter((map) => Object.keys(map).length > 0);

const principal = fc.oneof({ weight: 5, arbitrary: principalMap }, { weight: 1, arbitrary: fc.constant('*') });

const common = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Sid: fc.constantFrom(undefined, '', 'A', 'B', 'C'),
  condition,
});

function statement(...elements: fc.Arbitrary<Record<string, unknown>>[]): fc.Arbitrary<PolicyStatement> {
  return fc.tuple(common, ...elements).map(([{ Effect, Sid, condition }, ...given]) => ({
    ...(Sid === undefined ? {} : { Sid }),
    Effect: Effect as PolicyStatement['Effect'],
    ...Object.assign({}, ...given),
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  }));
}

/** A Sid belongs to one statement of a document: the first keeps it. */
function withOwnSids(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const met = new Set<unknown>();
  return statements.map((each) => {
    if (!met.has(each.Sid)) {
      if (each.Sid !== '') met.add(each.Sid);
      return each;
    }
    const { Sid, ...unnamed } = each;
    return unnamed as PolicyStatement;
  });
}

function document(statements: fc.Arbitrary<PolicyStatement>): fc.Arbitrary<PolicyDocument> {
  const version = fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', undefined);
  return fc.tuple(version, fc.array(statements, { minLength: 1, maxLength: 3 })).map(([Version, Statement]) => ({
    ...(Version === undefined ? {} : { Version }),
    Statement: withOwnSids(Statement),
  }));
}

/** Valid identity policies in the partition `aws`. */
export const identityDocument = document(
  statement(either('Action', oneOrMore(actions)), either('Resource', oneOrMore(resources))),
);

/** Valid trust policies in the partition `aws`. */
export const trustDocument = document(statement(either('Principal', principal), either('Action', oneOrMore(trustActions))));

export function policyDocument(kind: PolicyKind): fc.Arbitrary<PolicyDocument> {
  return kind === 'identity' ? identityDocument : trustDocument;
}
