import { describe, expect, test } from '@jest/globals';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { IamError } from '../../iam/errors.ts';
import type { PolicyContent, Run } from '../../reconciler/ports.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { failing, recording, refusing } from '../faults.ts';
import { memoryOf, wholePass } from '../world.ts';
import { accountWith, arnOf, guardsOf, specFile, specSet } from './given.ts';
import { deleteVersion, setVersion } from './policy-versions.ts';
import { toldDrift } from './told.ts';

const ROLE = { managedPolicies: ['own/read'], permissionsBoundary: 'own/bounds-s3' };
const READ = arnOf('own/read');
const BOUNDARY = arnOf('own/bounds-s3');
const only: Run['only'] = () => true;

const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });

async function look(iam: EmbeddedAccount | ReturnType<typeof failing>, how: Partial<Run> = {}, spec: object = ROLE) {
  const recorded = recording(iam);
  const { report, policies } = await wholePass(recorded, specSet(specFile(spec)), how);
  const role = report.roles[0] as RoleReport;
  return { role, report, policies: policies.get('orders'), recorded, drift: role.drift.map(toldDrift) };
}

/** What a first look at the account accepts. */
async function accepting(iam: EmbeddedAccount) {
  const { policies = new Map<string, PolicyContent>() } = await look(iam);
  return { memory: memoryOf({ acceptedPolicies: (role) => (role === 'orders' ? policies : new Map()) }) };
}

describe('A pass tells the content of', () => {
  test('attached policies and of the boundary, by version and hash', async () => {
    const { policies } = await look(accountWith([ROLE]));
    const hash = expect.stringMatching(/^[0-9a-f]{16}$/);
    expect([...(policies ?? [])]).toEqual([
      [READ, { versionId: 'v1', hash }],
      [BOUNDARY, { versionId: 'v1', hash }],
    ]);
  });

  test('a role that it just created', async () => {
    expect([...((await look(accountWith([]))).policies?.keys() ?? [])]).toEqual([READ, BOUNDARY]);
  });

  test('a role as it is once corrected', async () => {
    const { policies } = await look(accountWith([{ managedPolicies: ['own/send'] }]));
    expect([...(policies?.keys() ?? [])]).toEqual([READ, BOUNDARY]);
  });

  test('nothing for a role that is not there, that it just deleted, or that settles', async () => {
    expect((await look(accountWith([]), { mode: 'observe' })).policies).toBeUndefined();
    const guards = guardsOf({ allowDeletion: true });
    expect((await look(accountWith([ROLE]), { guards }, { state: 'absent' })).policies).toBeUndefined();
    const memory = memoryOf({ settlesAt: () => new Date('2100-01-01') });
    expect((await look(accountWith([ROLE]), { memory })).policies).toBeUndefined();
  });

  test('nothing that it had no need to read', async () => {
    const { policies, recorded } = await look(accountWith([ROLE]), { only });
    expect(policies).toEqual(new Map());
    expect(recorded.counts()).toEqual({ GetRole: 1, ListAttachedRolePolicies: 1, ListRolePolicies: 1 });
  });
});

describe('A policy whose content is not what was accepted', () => {
  test.each([
    ['wider', allow('s3:*'), 'wider high'],
    ['admin', allow('*'), 'wider critical'],
    ['narrower', allow('s3:GetObject'), 'narrower medium'],
    ['different', allow('sqs:SendMessage'), 'different high'],
  ])('is drift that says which way access moved: %s', async (_way, statement, said) => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', statement);
    const { role, drift, recorded } = await look(live, known);
    expect({ status: role.status, drift, actions: role.actions }).toEqual({
      status: 'Drifted',
      drift: [`content managedPolicies[own/read] ${said} (content)`],
      actions: [],
    });
    expect(role.drift[0]).toMatchObject({ desired: 'v1', observed: 'v2' });
    expect(role.drift[0]?.detail[0]).toContain('now v2; v1 was accepted');
    expect(recorded.writes()).toEqual([]);
  });

  test.each([
    ['wider', allow(['s3:*', 'sqs:*']), 'wider high'],
    ['narrower', allow('s3:GetObject'), 'narrower medium'],
  ])('is drift of the boundary when it is the boundary: %s', async (_way, statement, said) => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/bounds-s3', 'v2', statement);
    expect((await look(live, known)).drift).toEqual([`content permissionsBoundary ${said} (content)`]);
  });

  test('is drift in an unknown direction once the accepted version is gone', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    deleteVersion(live, 'own/read', 'v1');
    const { role, drift } = await look(live, known);
    expect(drift).toEqual(['content managedPolicies[own/read] different high (content)']);
    expect(role.drift[0]?.detail[1]).toContain('can no longer be read');
  });

  test('is critical when it is admin, also where the accepted version is gone', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', allow('*'));
    deleteVersion(live, 'own/read', 'v1');
    expect((await look(live, known)).drift).toEqual(['content managedPolicies[own/read] different critical (content)']);
  });

  test('is drift when the policy was made anew under the same version', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v1', allow('s3:*'));
    const { role, drift } = await look(live, known);
    expect(drift).toEqual(['content managedPolicies[own/read] different high (content)']);
    expect(role.drift[0]?.detail[0]).toContain('made anew');
  });

  test('is none when another version says the same', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', allow(['S3:get*']));
    expect((await look(live, known)).role.status).toBe('InSync');
  });

  test('is none when it is seen for the first time', async () => {
    expect((await look(accountWith([ROLE]), { memory: memoryOf() })).role.status).toBe('InSync');
  });

  test('is asked for once, however many roles hold it', async () => {
    const live = accountWith([ROLE, { ...ROLE, name: 'billing' }]);
    const { policies } = await wholePass(live, specSet(specFile(ROLE)));
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    const iam = recording(live);
    const memory = memoryOf({ acceptedPolicies: () => policies.get('orders') ?? new Map() });
    const specs = specSet(specFile(ROLE), specFile(ROLE, 'TaskRole', 'billing'));
    expect((await wholePass(iam, specs, { memory })).report.summary.drifted).toBe(2);
    expect(iam.counts()).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1, GetPolicyVersion: 1 });
  });

  test('stays beside what is corrected', async () => {
    const live = accountWith([{ ...ROLE, description: 'Changed' }]);
    const known = await accepting(accountWith([ROLE]));
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    const { role, drift, recorded } = await look(live, known, { ...ROLE, description: 'Orders' });
    expect(recorded.writes().map(({ call }) => call)).toEqual(['UpdateRole']);
    expect(drift).toContain('content managedPolicies[own/read] wider high (content)');
    expect(role.status).toBe('Corrected');
  });

  test('is no second drift of a policy that is detached anyway', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    const { role, drift } = await look(live, known, { permissionsBoundary: 'own/bounds-s3' });
    expect(drift).toEqual(['extra managedPolicies[own/read] wider high']);
    expect(role.status).toBe('Corrected');
  });

  test.each([
    ['said', allow('*'), ['content managedPolicies[own/read] wider critical (content)']],
    ['not said', allow('s3:*'), []],
  ])('is %s where the spec ignores the unit, by how dangerous it is', async (_said, statement, drift) => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', statement);
    const spec = { ...ROLE, management: { ignore: ['managedPolicies[*]'] } };
    expect((await look(live, known, spec)).drift).toEqual(drift);
  });
});

describe('A run of a few roles', () => {
  test('looks at the content that an event names, and at no other', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    setVersion(live, 'own/bounds-s3', 'v2', allow('*'));
    expect((await look(live, { ...known, only })).drift).toEqual([]);
    const { drift, recorded } = await look(live, { ...known, only, contentOf: [READ, arnOf('own/send')] });
    expect(drift).toEqual(['content managedPolicies[own/read] wider high (content)']);
    expect(recorded.counts()).toMatchObject({ GetPolicy: 1, GetPolicyVersion: 2 });
  });

  test('does not know a role whose content, that an event names, cannot be read', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    const { role } = await look(refusing(live, ['GetPolicy']), { ...known, only, contentOf: [READ] });
    expect(role).toMatchObject({ status: 'Unknown', reasons: [{ code: 'Unobserved' }] });
  });
});

describe('A policy version that the spec pins', () => {
  const pinned = { ...ROLE, management: { policyVersions: { [READ]: 'v1', [BOUNDARY]: 'v1' } } };

  test('is drift when another version is the default, whatever was accepted', async () => {
    const live = accountWith([ROLE]);
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    const known = await accepting(live);
    const { role, drift } = await look(live, known, pinned);
    expect({ status: role.status, drift }).toEqual({
      status: 'Drifted',
      drift: ['content managedPolicies[own/read] wider high (content)'],
    });
    expect(role.drift[0]).toMatchObject({
      desired: 'v1',
      observed: 'v2',
      detail: [expect.stringContaining('pins version v1'), expect.anything()],
    });
  });

  test('is no drift when it is the default, whatever was accepted', async () => {
    const live = accountWith([ROLE]);
    const known = await accepting(live);
    setVersion(live, 'own/read', 'v1', allow('s3:*'));
    expect((await look(live, known, pinned)).role.status).toBe('InSync');
  });

  test('may be the boundary', async () => {
    const live = accountWith([ROLE]);
    setVersion(live, 'own/bounds-s3', 'v2', allow('*'));
    expect((await look(live, {}, pinned)).drift).toEqual(['content permissionsBoundary wider high (content)']);
  });

  test('is drift in an unknown direction when it is not there', async () => {
    const spec = { ...ROLE, management: { policyVersions: { [READ]: 'v9' } } };
    expect((await look(accountWith([ROLE]), {}, spec)).drift).toEqual([
      'content managedPolicies[own/read] different high (content)',
    ]);
  });

  test('is looked at also where roles are read one by one, and is unknown where it cannot be', async () => {
    const live = accountWith([ROLE]);
    setVersion(live, 'own/read', 'v2', allow('s3:*'));
    expect((await look(live, { only }, pinned)).role.status).toBe('Drifted');
    const throttled = failing(live, ({ call }) =>
      call === 'GetPolicy' ? new IamError('Throttling', 'Rate exceeded', call) : undefined,
    );
    expect((await look(throttled, { only }, pinned)).role.status).toBe('Unknown');
  });
});
