import { describe, expect, test } from '@jest/globals';
import type { AuditedRole } from '../../audit/types.ts';
import { auditedRoles } from '../../controller/audit/audited-roles.ts';
import type { AuditRun } from '../../controller/audit/ports.ts';
import { guardsOf, type LiveRole, specFile, specSet } from '../reconciler/given.ts';
import { auditOf } from './audited.ts';

const ORDERS = 'arn:aws:iam::111122223333:role/orders';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };

async function subjectOf(reference: string, live: readonly LiveRole[], given: Partial<AuditRun> = {}) {
  return (await auditedRoles(auditOf([reference], live, given))).roleOf(reference);
}

/** @throws unless there is such a role to be judged */
async function roleOf(live: readonly LiveRole[], given: Partial<AuditRun> = {}, reference = 'orders'): Promise<AuditedRole> {
  const subject = await subjectOf(reference, live, given);
  if (subject.state !== 'present') throw new Error(`the role is ${subject.state}`);
  return subject.role;
}

function policiesOf({ access }: AuditedRole): readonly string[] {
  return access.policies.map(({ name }) => name);
}

const specsFor = (spec: object) => ({ specs: specSet(specFile(spec)) });
const managed = (management: object = { adopt: false }) => specsFor({ inlinePolicies: { Read: READ }, management });

describe('what a task definition names', () => {
  test.each([
    ['a name', 'orders'],
    ['a name in other letters', 'ORDERS'],
    ['an ARN', ORDERS],
  ])('%s means the role of the account', async (_, reference) => {
    expect(await subjectOf(reference, [{}])).toMatchObject({ state: 'present', role: { name: 'orders', arn: ORDERS } });
  });

  test('a name means the role whatever its path', async () => {
    expect(await subjectOf('orders', [{ path: '/ecs/' }])).toMatchObject({ state: 'present' });
  });

  test('an ARN with another path means no role, and it is said which role has the name', async () => {
    const elsewhere = 'arn:aws:iam::111122223333:role/ecs/orders';
    expect(await subjectOf(ORDERS, [{ path: '/ecs/' }])).toEqual({ state: 'absent', elsewhere });
    expect(await subjectOf(elsewhere, [{ path: '/ecs/' }])).toMatchObject({ state: 'present' });
  });

  test.each([
    ['another account', 'arn:aws:iam::444455556666:role/orders'],
    ['another partition', 'arn:aws-cn:iam::111122223333:role/orders'],
  ])('a role of %s is never taken for the own one of that name', async (_, reference) => {
    expect(await subjectOf(reference, [{}])).toMatchObject({ state: 'unknown' });
  });

  test.each(['arn:aws:iam::111122223333:user/orders', 'arn:aws:iam::*:role/orders', '<TASK_ROLE>', '', 'arn:', 'role/orders'])(
    '%j names no role, and nothing is said of one',
    async (reference) => expect(await subjectOf(reference, [{}])).toMatchObject({ state: 'unknown' }),
  );

  test('there may be no such role', async () => {
    expect(await subjectOf('other', [{}])).toEqual({ state: 'absent' });
  });
});

describe('a role that no spec names', () => {
  test('is judged as it is', async () => {
    const live = { managedPolicies: ['AdministratorAccess'], inlinePolicies: { Read: READ } };
    const role = await roleOf([live], specsFor({}), 'orders');
    expect(await roleOf([live])).toMatchObject({
      judged: 'live',
      pending: false,
      declared: null,
      drift: [],
      managedPolicies: [ADMIN],
    });
    expect(role.declared).not.toBeNull();
    expect(policiesOf(await roleOf([live]))).toEqual([ADMIN, 'Read']);
  });

  test('comes with its boundary', async () => {
    const role = await roleOf([{ permissionsBoundary: 'IAMFullAccess' }]);
    expect(role.permissionsBoundary).toBe('arn:aws:iam::aws:policy/IAMFullAccess');
    expect(role.access.boundary?.statements).toHaveLength(1);
    expect(role.unread).toEqual([]);
  });

  test('tells which of its documents could not be read, and allows nothing by them', async () => {
    const live = {
      trustPolicy: 'x',
      managedPolicies: ['PowerUserAccess'],
      permissionsBoundary: 'ReadOnlyAccess',
      inlinePolicies: { Broken: '{' },
    };
    const role = await roleOf([live]);
    expect(role.unread).toEqual(['trustPolicy', 'permissionsBoundary', 'arn:aws:iam::aws:policy/PowerUserAccess', 'Broken']);
    expect(role.access.policies).toEqual([]);
  });
});

describe('a role that a spec declares', () => {
  test('is judged as declared, and its drift is told', async () => {
    const role = await roleOf([{ managedPolicies: ['AdministratorAccess'] }], specsFor({ inlinePolicies: { Read: READ } }));
    expect(role).toMatchObject({ judged: 'declared', pending: false, managedPolicies: [], arn: ORDERS });
    expect(policiesOf(role)).toEqual(['Read']);
    expect(role.drift).toEqual([`managedPolicies[${ADMIN}]`, 'inlinePolicies[Read]']);
  });

  test('keeps of live what the spec lets stay, and that is no drift', async () => {
    const live = {
      managedPolicies: ['AdministratorAccess'],
      inlinePolicies: { Temp: READ },
      permissionsBoundary: 'IAMFullAccess',
    };
    const role = await roleOf([live], managed({ additive: ['managedPolicies'], ignore: ['inlinePolicies[Te*]'] }));
    expect(policiesOf(role)).toEqual([ADMIN, 'Temp', 'Read']);
    expect(role.permissionsBoundary).toBe('arn:aws:iam::aws:policy/IAMFullAccess');
    expect(role.drift).toEqual(['inlinePolicies[Read]']);
  });

  test('has no drift where live is as declared', async () => {
    expect(await roleOf([{}], specsFor({}))).toMatchObject({ judged: 'declared', drift: [] });
  });

  test('is found whatever the case of its name', async () => {
    const specs = specSet(specFile({}, 'TaskRole', 'Orders'));
    expect(await roleOf([{}], { specs })).toMatchObject({ judged: 'declared', name: 'orders', drift: ['role'] });
  });

  test('has drift where its path is another, though nothing can correct that', async () => {
    expect(await roleOf([{}], specsFor({ path: '/ecs/' }))).toMatchObject({ judged: 'declared', arn: ORDERS, drift: ['path'] });
  });

  test('carries the boundary that the guards require', async () => {
    const guards = guardsOf({ requiredBoundary: 'arn:aws:iam::aws:policy/IAMFullAccess' });
    const role = await roleOf([{}], { ...specsFor({}), guards });
    expect(role).toMatchObject({
      judged: 'declared',
      permissionsBoundary: guards.requiredBoundary,
      drift: ['permissionsBoundary'],
    });
  });
});

describe('a role that its spec will not change is judged as it is', () => {
  const live = [{ managedPolicies: ['AdministratorAccess'] }];
  const drift = [`managedPolicies[${ADMIN}]`, 'inlinePolicies[Read]'];

  test.each<[string, Partial<AuditRun>]>([
    ['its spec only observes', managed({ mode: 'observe' })],
    ['the deployment only observes', { ...managed(), guards: guardsOf({ mode: 'observe' }) }],
    ['the guards protect it', { ...managed(), guards: guardsOf({ protectedRoles: ['orders'] }) }],
    ['the guards do not let it be managed', { ...managed(), guards: guardsOf({ managedRoles: ['*:role/ecs/*'] }) }],
    ['it would lack the required boundary', { ...managed(), guards: guardsOf({ requiredBoundary: ADMIN }), ...none() }],
  ])('because %s, and its drift is told', async (_, given) => {
    expect(await roleOf(live, given)).toMatchObject({ judged: 'live', managedPolicies: [ADMIN], drift });
  });

  /** The spec takes the boundary off. */
  function none() {
    return specsFor({ permissionsBoundary: 'none', inlinePolicies: { Read: READ } });
  }

  test('because it has no owner, and its spec does not adopt it', async () => {
    expect(await roleOf([{ ...live[0], owner: null }], managed())).toMatchObject({ judged: 'live', drift });
    expect(await roleOf([{ ...live[0], owner: null }], managed({ adopt: true }))).toMatchObject({ judged: 'declared', drift });
  });

  test('because another owner keeps it', async () => {
    expect(await roleOf([{ ...live[0], owner: 'terraform' }], managed({ adopt: true }))).toMatchObject({ judged: 'live', drift });
  });

  test('because the guards refuse what would be attached', async () => {
    const given = { ...specsFor({ managedPolicies: [ADMIN] }), guards: guardsOf({ attachablePolicies: ['*:policy/ecs/*'] }) };
    expect(await roleOf([{}], given)).toMatchObject({
      judged: 'live',
      managedPolicies: [],
      drift: [`managedPolicies[${ADMIN}]`],
    });
  });

  test('because a document of it cannot be parsed', async () => {
    const role = await roleOf([{ inlinePolicies: { Read: '{' } }], managed());
    expect(role).toMatchObject({ judged: 'live', unread: ['Read'] });
  });

  test('because its spec cannot be used, which still declares it', async () => {
    const role = await roleOf(live, specsFor({ pth: '/ecs/' }));
    expect(role).toMatchObject({ judged: 'live', declared: { kind: 'TaskRole' }, drift: [] });
  });

  test.each([
    ['suspends', managed({ mode: 'suspend' }), []],
    ['lets it go', specsFor({ state: 'released' }), []],
    ['wants it gone', specsFor({ state: 'absent' }), ['role']],
  ] as const)('because its spec %s', async (_, given, drifted) => {
    expect(await roleOf(live, given)).toMatchObject({ judged: 'live', managedPolicies: [ADMIN], drift: drifted });
  });
});

test('what an export cannot hold does not keep a role from being judged as declared', async () => {
  const live = [{ maxSessionDuration: null, managedPolicies: ['AdministratorAccess'] }];
  expect(await roleOf(live, specsFor({ maxSessionDuration: 7200 }))).toMatchObject({ judged: 'declared', managedPolicies: [] });
});

describe('a declared role that does not exist', () => {
  test('is pending, and judged as declared', async () => {
    const role = await roleOf([], specsFor({ path: '/ecs/', inlinePolicies: { Read: READ } }));
    expect(role).toMatchObject({
      judged: 'declared',
      pending: true,
      drift: [],
      arn: 'arn:aws:iam::111122223333:role/ecs/orders',
    });
    expect(policiesOf(role)).toEqual(['Read']);
    expect(role.access.trust?.statements).toHaveLength(1);
  });

  test('gets the path and the boundary that the guards name', async () => {
    const guards = guardsOf({ defaultPath: '/ecs/', requiredBoundary: 'arn:aws:iam::aws:policy/IAMFullAccess' });
    const role = await roleOf([], { ...specsFor({}), guards });
    expect(role.arn).toBe('arn:aws:iam::111122223333:role/ecs/orders');
    expect(role.access.boundary?.statements).toHaveLength(1);
  });

  test('is none that an ARN with another path names', async () => {
    expect(await subjectOf(ORDERS, [], specsFor({ path: '/ecs/' }))).toMatchObject({ state: 'absent' });
  });

  test.each<[string, Partial<AuditRun>]>([
    ['its spec only observes', managed({ mode: 'observe' })],
    ['the deployment only observes', { ...managed(), guards: guardsOf({ mode: 'observe' }) }],
    ['its spec wants it gone', specsFor({ state: 'absent' })],
    ['its spec lets it go', specsFor({ state: 'released' })],
    ['its spec cannot be used', specsFor({ pth: '/ecs/' })],
    ['the guards do not let it be managed', { ...managed(), guards: guardsOf({ managedRoles: ['*:role/ecs/*'] }) }],
    ['the guards refuse its trust policy', { ...managed(), guards: guardsOf({ allowedTrust: ['lambda.amazonaws.com'] }) }],
  ])('stays absent where %s', async (_, given) => {
    expect(await subjectOf('orders', [], given)).toEqual({ state: 'absent' });
  });
});
