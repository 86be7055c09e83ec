import { describe, expect, test } from '@jest/globals';
import type { IamApi } from '../../iam/api.ts';
import type { Memory, Run } from '../../reconciler/ports.ts';
import { recording } from '../faults.ts';
import { memoryOf, NOW, pass } from '../world.ts';
import { accountWith, arnOf, guardsOf, specFile, specSet } from './given.ts';
import { toldAction, toldDrift } from './told.ts';

const inSeconds = (seconds: number) => new Date(NOW.getTime() + 1000 * seconds);
const only =
  (name: string): Run['only'] =>
  (role) =>
    ('role' in role ? role.role.name : role.name) === name;

/** Spec and live role differ in a policy and in the description. */
const SPEC = { managedPolicies: ['own/read'], description: 'Orders' };
const LIVE = { managedPolicies: ['own/read', 'own/send'], description: 'Changed' };
const EXTRA = `managedPolicies[${arnOf('own/send')}]`;

async function applied(iam: IamApi, memory: Partial<Memory>, spec: object = SPEC, run: Partial<Run> = {}) {
  const recorded = recording(iam);
  const report = await pass(recorded, specSet(specFile(spec)), { memory: memoryOf(memory), ...run });
  const role = report.roles[0];
  return {
    report,
    recorded,
    status: role?.status,
    reasons: role?.reasons.map(({ code }) => code),
    drift: role?.drift.map(toldDrift),
    actions: role?.actions.map(toldAction),
    writes: recorded.writes().map(({ call }) => call),
  };
}

describe('A role that settles', () => {
  const settlesAt = () => inSeconds(1);

  test('is neither judged nor written, and says until when', async () => {
    const { report, status, drift, actions, writes } = await applied(accountWith([LIVE]), { settlesAt });
    expect({ status, drift, actions, writes }).toEqual({ status: 'Progressing', drift: [], actions: [], writes: [] });
    expect(report.roles[0]?.reasons).toEqual([
      { code: 'Settling', message: expect.stringContaining(inSeconds(1).toISOString()) },
    ]);
    expect(report).toMatchObject({ complete: true, planHash: null, summary: { progressing: 1 } });
  });

  test('is not even read where only that role is asked for', async () => {
    const { recorded, status } = await applied(accountWith([LIVE]), { settlesAt }, SPEC, { only: only('orders') });
    expect(status).toBe('Progressing');
    expect(recorded.calls).toEqual([]);
  });

  test('is judged again from the very moment on', async () => {
    expect((await applied(accountWith([LIVE]), { settlesAt: () => NOW })).status).toBe('Corrected');
  });

  test('stops no other role, and does not count for the brake', async () => {
    const memory = memoryOf({ settlesAt: (role) => (role === 'billing' ? inSeconds(9) : undefined) });
    const specs = specSet(specFile(SPEC), specFile(SPEC, 'TaskRole', 'billing'));
    const iam = accountWith([LIVE, { ...LIVE, name: 'billing' }]);
    const report = await pass(iam, specs, { memory, guards: guardsOf({ limits: { changedRoles: 1 } }) });
    expect(report.roles.map(({ status }) => status)).toEqual(['Corrected', 'Progressing']);
  });

  test('is suspended all the same where its spec says so', async () => {
    const spec = { ...SPEC, management: { mode: 'suspend' } };
    expect((await applied(accountWith([LIVE]), { settlesAt }, spec)).status).toBe('Suspended');
  });
});

describe('A unit that keeps drifting back', () => {
  const heldBack: Memory['heldBack'] = (_role, { unit }) => (unit === EXTRA ? 'It came back three times.' : undefined);
  const everything: Memory['heldBack'] = () => 'It came back three times.';

  test('is left alone at critical severity, while the other units of its role are corrected', async () => {
    const told = await applied(accountWith([LIVE]), { heldBack });
    expect(told).toMatchObject({
      status: 'Refused',
      reasons: ['BackOff'],
      drift: ['different description same low', 'extra managedPolicies[own/send] wider critical (backOff)'],
      writes: ['UpdateRole'],
    });
    expect(told.report.roles[0]?.reasons[0]?.message).toBe('It came back three times.');
  });

  test('refuses its role when nothing else drifts', async () => {
    const told = await applied(accountWith([{ ...LIVE, description: 'Orders' }]), { heldBack });
    expect(told).toMatchObject({ status: 'Refused', reasons: ['BackOff'], actions: [], writes: [] });
    expect(told.recorded.counts()).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
  });

  test.each([
    ['the run', { mode: 'observe' as const }, SPEC],
    ['the spec', {}, { ...SPEC, management: { mode: 'observe' } }],
  ])('is drift, and refuses nothing, where %s observes', async (_who, run, spec) => {
    const told = await applied(accountWith([{ ...LIVE, description: 'Orders' }]), { heldBack }, spec, run);
    expect(told).toMatchObject({ status: 'Drifted', drift: ['extra managedPolicies[own/send] wider critical (backOff)'] });
  });

  test('is judged by the direction in which it moves access', async () => {
    const seen: string[] = [];
    await applied(accountWith([LIVE]), {
      heldBack: (role, { unit, access }) => void seen.push(`${role} ${unit} ${access}`),
    });
    expect(seen).toContain(`orders ${EXTRA} wider`);
  });

  test('is not asked about where the spec tolerates it', async () => {
    const spec = { ...SPEC, management: { additive: ['managedPolicies'] } };
    const told = await applied(accountWith([{ ...LIVE, description: 'Orders' }]), { heldBack }, spec);
    expect(told).toMatchObject({ status: 'InSync', drift: [] });
  });

  test('is not created again when it is the whole role', async () => {
    const told = await applied(accountWith([]), { heldBack: everything });
    expect(told).toMatchObject({ status: 'Refused', reasons: ['BackOff'], drift: ['missing role narrower critical (backOff)'] });
    expect(told.writes).toEqual([]);
  });

  test('is not deleted again when it is a role that is to be absent', async () => {
    const run = { guards: guardsOf({ allowDeletion: true }) };
    const told = await applied(accountWith([{}]), { heldBack: everything }, { state: 'absent' }, run);
    expect(told).toMatchObject({ status: 'Refused', reasons: ['BackOff'], writes: [] });
  });

  test('is not touched on the way either when it is the trust policy', async () => {
    const spec = { managedPolicies: ['own/send-no-x'], permissionsBoundary: 'own/bounds-s3' };
    const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' };
    const live = { trustPolicy: trust, managedPolicies: ['own/read-no-send'], permissionsBoundary: 'own/bounds-sqs' };
    const told = await applied(
      accountWith([live]),
      {
        heldBack: (_role, { unit }) => (unit === 'trustPolicy' ? 'It came back.' : undefined),
      },
      spec,
    );
    expect(told.writes).not.toContain('UpdateAssumeRolePolicy');
    expect(told.reasons).toContain('BackOff');
  });
});

test('A run that remembers nothing is as one without a memory', async () => {
  const { report } = await applied(accountWith([LIVE]), {});
  expect(report).toEqual(await pass(accountWith([LIVE]), specSet(specFile(SPEC))));
});

test('A drift names who made the change, unit by unit, also once it is corrected', async () => {
  const by = { who: 'alice', via: null, at: NOW.toISOString(), eventId: 'e1' };
  const { report, status } = await applied(accountWith([LIVE]), {
    actorOf: (role, unit) => (role === 'orders' && unit === EXTRA ? by : null),
  });
  expect(status).toBe('Corrected');
  expect(report.roles[0]?.drift.map((drift) => [drift.unit, drift.by])).toEqual([
    ['description', null],
    [EXTRA, by],
  ]);
});
