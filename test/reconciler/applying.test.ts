import { describe, expect, test } from '@jest/globals';
import type { IamApi, IamCall } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';
import { failing, losingResponses, recording, refusing } from '../faults.ts';
import { pass } from '../world.ts';
import { accountWith, arnOf, specFile, specSet } from './given.ts';

const SPEC = {
  managedPolicies: ['own/read'],
  inlinePolicies: { A: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } },
  description: 'Orders',
};
const SPECS = specSet(specFile(SPEC), specFile({ description: 'Billing' }, 'TaskRole', 'billing'));
const CALLS = ['PutRolePolicy', 'AttachRolePolicy', 'UpdateRole'] as const;

const account = () => accountWith([{}, { name: 'billing' }]);

/** The first so many calls of a kind for the role `orders` end in that error. */
function failingTimes(api: IamApi, times: number, wanted: IamCall, code: string, message = 'Not now.'): IamApi {
  let failed = 0;
  return failing(api, ({ call, input }) => {
    if (call !== wanted || !('RoleName' in input) || input.RoleName !== 'orders' || failed >= times) return undefined;
    failed += 1;
    return new IamError(code, message, call);
  });
}

async function run(iam: IamApi) {
  const report = await pass(iam, SPECS);
  const [orders, billing] = report.roles;
  const outcomes = orders?.actions.map(({ call, outcome }) => `${call} ${outcome}`);
  return { report, orders, billing, outcomes };
}

describe('A call that fails', () => {
  test.each(CALLS)('%s: stops its role, says which calls were made, and stops no other role', async (call) => {
    const { orders, billing, outcomes } = await run(failingTimes(account(), 1, call, 'AccessDenied'));
    expect(orders).toMatchObject({
      status: 'Failed',
      reasons: [{ code: 'Failed', message: expect.stringContaining(`${call} failed (AccessDenied)`) }],
    });
    const at = CALLS.indexOf(call);
    expect(outcomes).toEqual(CALLS.map((each, index) => `${each} ${index < at ? 'done' : index === at ? 'failed' : 'skipped'}`));
    expect(billing?.status).toBe('Corrected');
  });

  test.each(CALLS)('%s: is made good by the next pass when only its answer was lost', async (call) => {
    const live = account();
    const { orders } = await run(
      losingResponses(live, (made) => made.call === call && 'RoleName' in made.input && made.input.RoleName === 'orders'),
    );
    expect(orders?.status).toBe('Failed');
    const second = await run(live);
    expect(second.orders?.status).toBe(call === 'UpdateRole' ? 'InSync' : 'Corrected');
    const third = recording(live);
    expect((await pass(third, SPECS)).summary).toMatchObject({ inSync: 2 });
    expect(third.writes()).toEqual([]);
  });

  test('for a quota says so', async () => {
    const { orders } = await run(failingTimes(account(), 1, 'AttachRolePolicy', 'LimitExceeded', 'Cannot exceed quota.'));
    expect(orders).toMatchObject({ status: 'Failed', reasons: [{ code: 'Quota' }] });
  });

  test('because of a principal that IAM does not see yet is made again', async () => {
    const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/deploy' }, Action: 'sts:AssumeRole' };
    const specs = specSet(specFile({ trustPolicy: trust }));
    const iam = failingTimes(
      accountWith([{}]),
      3,
      'UpdateAssumeRolePolicy',
      'MalformedPolicyDocument',
      'Invalid principal in policy: x',
    );
    expect((await pass(iam, specs)).summary).toMatchObject({ corrected: 1 });
  });

  test('on something that is already gone counts as done', async () => {
    const live = accountWith([{ managedPolicies: ['own/send'] }]);
    const specs = specSet(specFile({}));
    const detached = failing(live, ({ call }) =>
      call === 'DetachRolePolicy' ? new IamError('NoSuchEntity', 'Policy not found.', call) : undefined,
    );
    expect((await pass(detached, specs)).roles[0]).toMatchObject({ status: 'Corrected', actions: [{ outcome: 'done' }] });
  });
});

describe('A role that somebody else changes at the same time', () => {
  test('is read and planned again, and each call is reported once', async () => {
    const { orders, outcomes } = await run(failingTimes(account(), 1, 'AttachRolePolicy', 'ConcurrentModification'));
    expect(orders?.status).toBe('Corrected');
    expect(outcomes).toEqual(['PutRolePolicy done', 'AttachRolePolicy done', 'UpdateRole done']);
  });

  test('fails when it does not come to rest, and the report says which call failed', async () => {
    const { orders, billing, outcomes } = await run(failingTimes(account(), 100, 'AttachRolePolicy', 'ConcurrentModification'));
    expect(orders).toMatchObject({
      status: 'Failed',
      reasons: [{ message: expect.stringContaining('Somebody else keeps changing this role') }],
    });
    expect(outcomes).toEqual(['PutRolePolicy done', 'AttachRolePolicy failed', 'UpdateRole skipped']);
    expect(billing?.status).toBe('Corrected');
  });

  test('is not created when it was deleted in between: only a change was counted', async () => {
    const live = account();
    const deleted = failing(live, ({ call }) => {
      if (call !== 'AttachRolePolicy' || !live.state.roles.delete('orders')) return undefined;
      return new IamError('ConcurrentModification', 'Not now.', call);
    });
    const { orders, outcomes } = await run(deleted);
    expect(orders).toMatchObject({
      status: 'Drifted',
      reasons: [{ code: 'Changed', message: expect.stringContaining('nothing more was written') }],
    });
    expect(outcomes?.[0]).toBe('PutRolePolicy done');
    expect(outcomes).toContain('CreateRole deferred');
  });

  test('gets no call beyond an approved plan', async () => {
    const live = account();
    const { planHash } = await pass(live, SPECS, { mode: 'observe' });
    const meddling = failing(live, ({ call }) => {
      if (call !== 'AttachRolePolicy' || live.state.roles.get('orders')?.details?.attachedPolicies.size !== 0) return undefined;
      void live.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: arnOf('own/write') });
      return new IamError('ConcurrentModification', 'Not now.', call);
    });
    const iam = recording(meddling);
    const report = await pass(iam, SPECS, { approved: planHash ?? '' });
    expect(report.roles[0]).toMatchObject({ status: 'Drifted', reasons: [{ code: 'Changed' }] });
    expect(iam.writes().map(({ call }) => call)).not.toContain('DetachRolePolicy');
  });

  test('is left alone when somebody else creates it first', async () => {
    const live = accountWith([]);
    const specs = specSet(specFile({}));
    let made = false;
    const racing = failing(live, ({ call, input }) => {
      if (call !== 'CreateRole' || made) return undefined;
      made = true;
      void live.call('CreateRole', { ...(input as Parameters<typeof live.call<'CreateRole'>>[1]), Tags: [] });
      return undefined;
    });
    const [role] = (await pass(racing, specs)).roles;
    expect(role).toMatchObject({ status: 'Refused', reasons: [{ code: 'NotOwned' }] });
  });
});

describe('The report of an applied role', () => {
  test('says that a created role is ours', async () => {
    const report = await pass(accountWith([]), specSet(specFile({})));
    expect(report.roles[0]).toMatchObject({ status: 'Corrected', owned: true });
  });

  test('says that a released role is no longer ours', async () => {
    const report = await pass(accountWith([{}]), specSet(specFile({ state: 'released' })));
    expect(report.roles[0]).toMatchObject({ status: 'InSync', owned: false, actions: [{ call: 'UntagRole', outcome: 'done' }] });
  });

  test('says of an adopted role that it is ours, and no longer that adoption is pending', async () => {
    const report = await pass(accountWith([{ owner: null }]), specSet(specFile({ management: { adopt: true } })));
    expect(report.roles[0]).toMatchObject({ status: 'InSync', owned: true, reasons: [] });
  });

  test('says refused calls by name, also when every write is refused', async () => {
    const { report } = await run(refusing(account(), CALLS));
    expect(report.summary).toMatchObject({ failed: 2 });
    expect(report.complete).toBe(true);
  });
});

test('A suspended run compares and writes nothing', async () => {
  const iam = recording(account());
  const report = await pass(iam, SPECS, { mode: 'suspend' });
  expect(report).toMatchObject({ mode: 'suspend', summary: { suspended: 2 }, planHash: null });
  expect(iam.writes()).toEqual([]);
});

describe('A call that fails while the trust policy is narrowed for the change', () => {
  /** Nobody can read what the attached policy says, so the role is closed while it changes. */
  const closing = { managedPolicies: ['own/read'], inlinePolicies: SPEC.inlinePolicies };
  const unread = () => refusing(accountWith([{ managedPolicies: ['unread/DenySome'] }]), ['GetPolicy']);

  test('puts the trust policy back', async () => {
    const iam = unread();
    const before = (await iam.call('GetRole', { RoleName: 'orders' })).Role.AssumeRolePolicyDocument;
    const report = await pass(failingTimes(iam, 1, 'DetachRolePolicy', 'AccessDenied'), specSet(specFile(closing)));
    expect(report.roles[0]).toMatchObject({ status: 'Failed' });
    expect(report.roles[0]?.reasons.map(({ code }) => code)).not.toContain('Narrowed');
    expect(report.roles[0]?.actions.at(-1)).toMatchObject({ call: 'UpdateAssumeRolePolicy', outcome: 'done' });
    expect((await iam.call('GetRole', { RoleName: 'orders' })).Role.AssumeRolePolicyDocument).toBe(before);
  });

  describe('leaves it narrowed', () => {
    const sends = { B: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } };

    async function failingAt(wanted: IamCall, code: string) {
      const iam = refusing(accountWith([{ managedPolicies: ['unread/DenySome'], inlinePolicies: sends }]), ['GetPolicy']);
      const stuck = failing(iam, ({ call }) => (call === wanted ? new IamError(code, 'Not now.', call) : undefined));
      const [role] = (await pass(stuck, specSet(specFile(closing)))).roles;
      const { AssumeRolePolicyDocument: trust } = (await iam.call('GetRole', { RoleName: 'orders' })).Role;
      return { isClosed: trust.includes('Deny'), isSaid: role?.reasons.some((reason) => reason.code === 'Narrowed') };
    }

    test('where a policy is off that was not read, and that may have denied what is still allowed', async () => {
      expect(await failingAt('DeleteRolePolicy', 'AccessDenied')).toEqual({ isClosed: true, isSaid: true });
    });

    test('where such a policy may be off, since only the answer may have been lost', async () => {
      expect(await failingAt('DetachRolePolicy', 'ServiceUnavailable')).toEqual({ isClosed: true, isSaid: true });
    });

    test('but not where IAM refused to take it off', async () => {
      expect(await failingAt('DetachRolePolicy', 'AccessDenied')).toEqual({ isClosed: false, isSaid: false });
    });
  });

  test('says so where the trust policy cannot be put back', async () => {
    const iam = failingTimes(unread(), 1, 'DetachRolePolicy', 'AccessDenied');
    let updates = 0;
    const stuck = failing(iam, ({ call }) =>
      call === 'UpdateAssumeRolePolicy' && ++updates > 1 ? new IamError('AccessDenied', 'Not now.', call) : undefined,
    );
    const report = await pass(stuck, specSet(specFile(closing)));
    expect(report.roles[0]?.reasons.map(({ code }) => code)).toContain('Narrowed');
  });
});
