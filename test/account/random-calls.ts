import fc from 'fast-check';
import type { IamCalls, WriteCall } from '../../iam/api.ts';

export const ACCOUNT = '111122223333';

const DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
const OWN_POLICIES = ['a', 'b', 'c'].map((name) => `arn:aws:iam::${ACCOUNT}:policy/${name}`);
const AWS_POLICIES = ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/service-role/B'];

export const MANAGED_POLICIES = [...OWN_POLICIES, ...AWS_POLICIES].map((arn) => ({ arn, versionId: 'v1', document: DOCUMENT }));

/** Names that collide in case, and that are prefixes of one another. */
const RoleName = fc.constantFrom('a', 'A', 'ab', 'a+b', 'b', 'Zed', 'not valid');
const Path = fc.constantFrom('/', '/ecs/', '/ecs/prod/', 'bad');
const PolicyArn = fc.constantFrom(...OWN_POLICIES, ...AWS_POLICIES, `arn:aws:iam::${ACCOUNT}:policy/nothing`);
const PolicyName = fc.constantFrom('p', 'q', 'RolecallGrants');
const Key = fc.constantFrom('team', 'Team', 'stage', 'aws:x');
const Tags = fc.uniqueArray(fc.record({ Key, Value: fc.constantFrom('', 'x', 'y') }), {
  maxLength: 3,
  selector: (tag) => tag.Key,
});
const Description = fc.constantFrom('', 'd', 'a longer description', 'not—valid');
const MaxSessionDuration = fc.constantFrom(3600, 7200, 43_200, 1);

const PolicyDocument = fc.oneof(
  fc.constantFrom(DOCUMENT, ` ${DOCUMENT} `, '{', '%7B%7D'),
  fc
    .array(fc.constantFrom('s3:GetObject', 'sqs:*', 'logs:PutLogEvents'), { minLength: 1, maxLength: 3 })
    .map((actions) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }),
    ),
);

const principal = fc.constantFrom<unknown>(
  { Service: 'ecs-tasks.amazonaws.com' },
  { AWS: '999999999999' },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/a` },
  { AWS: [`arn:aws:iam::${ACCOUNT}:role/ab`, `arn:aws:iam::${ACCOUNT}:role/ecs/b`] },
  undefined,
);
const Trust = principal.map((Principal) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] }),
);

export type RandomCall = { [C in WriteCall]: { readonly call: C; readonly input: IamCalls[C]['input'] } }[WriteCall];

function calls<C extends WriteCall>(call: C, input: fc.Arbitrary<IamCalls[C]['input']>): fc.Arbitrary<RandomCall> {
  return input.map((value) => ({ call, input: value }) as RandomCall);
}

const creation = calls(
  'CreateRole',
  fc
    .tuple(
      fc.record({ RoleName, AssumeRolePolicyDocument: Trust }),
      fc.record({ Path, Description, MaxSessionDuration, PermissionsBoundary: PolicyArn, Tags }, { requiredKeys: [] }),
    )
    .map(([required, optional]) => ({ ...required, ...optional })),
);

/** Writes, right and wrong ones; creations are frequent, else most calls would find no role. */
export const randomCall: fc.Arbitrary<RandomCall> = fc.oneof(
  { weight: 4, arbitrary: creation },
  calls('UpdateRole', fc.record({ RoleName, Description, MaxSessionDuration })),
  calls('UpdateAssumeRolePolicy', fc.record({ RoleName, PolicyDocument: Trust })),
  { weight: 3, arbitrary: calls('AttachRolePolicy', fc.record({ RoleName, PolicyArn })) },
  calls('DetachRolePolicy', fc.record({ RoleName, PolicyArn })),
  { weight: 2, arbitrary: calls('PutRolePolicy', fc.record({ RoleName, PolicyName, PolicyDocument })) },
  calls('DeleteRolePolicy', fc.record({ RoleName, PolicyName })),
  calls('PutRolePermissionsBoundary', fc.record({ RoleName, PermissionsBoundary: PolicyArn })),
  calls('DeleteRolePermissionsBoundary', fc.record({ RoleName })),
  calls('TagRole', fc.record({ RoleName, Tags })),
  calls('UntagRole', fc.record({ RoleName, TagKeys: fc.array(Key, { maxLength: 2 }) })),
  { weight: 2, arbitrary: calls('DeleteRole', fc.record({ RoleName })) },
);
