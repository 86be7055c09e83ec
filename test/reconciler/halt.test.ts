import { describe, expect, test } from '@jest/globals';
import type { IamApi } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';
import type { Run } from '../../reconciler/ports.ts';
import type { Reason } from '../../reconciler/types.ts';
import { failing, recording, refusing } from '../faults.ts';
import { NOW, pass } from '../world.ts';
import { accountWith, specFile, specSet } from './given.ts';

const LATE: Reason = { code: 'Deferred', message: 'Time is up.' };
const SPEC = {
  managedPolicies: ['own/read'],
  inlinePolicies: { A: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } },
  description: 'Orders',
};
const SPECS = specSet(specFile(SPEC));
const TWO = specSet(specFile(SPEC), specFile({ description: 'Billing' }, 'TaskRole', 'billing'));

/** Says stop from the nth question of a kind on. */
function stopAt(kind: 'role' | 'call', nth: number): NonNullable<Run['halt']> {
  let asked = 0;
  return async (before) => {
    if (before === kind) asked += 1;
    return before === kind && asked >= nth ? LATE : undefined;
  };
}

async function run(iam: IamApi, halt: Run['halt'], specs = SPECS) {
  const recorded = recording(iam);
  const { roles } = await pass(recorded, specs, { ...(halt && { halt }) });
  const [role] = roles;
  return {
    roles,
    recorded,
    status: role?.status,
    outcomes: role?.actions.map(({ call, outcome }) => `${call} ${outcome}`),
    codes: role?.reasons.map(({ code }) => code),
  };
}

describe('A run that is told to stop', () => {
  test.each([1, 2, 3])('before call %i makes the calls before it, and defers the rest', async (nth) => {
    const { roles, status, outcomes, recorded } = await run(accountWith([{}]), stopAt('call', nth));
    expect(status).toBe('Progressing');
    expect(roles[0]?.reasons).toEqual([LATE]);
    expect(outcomes).toEqual(
      ['PutRolePolicy', 'AttachRolePolicy', 'UpdateRole'].map((call, at) => `${call} ${at + 1 < nth ? 'done' : 'deferred'}`),
    );
    expect(recorded.writes()).toHaveLength(nth - 1);
  });

  test('before a role neither reads nor writes that role any more', async () => {
    const { roles, recorded } = await run(accountWith([{}, { name: 'billing' }]), stopAt('role', 2), TWO);
    expect(roles.map(({ status }) => status)).toEqual(['Corrected', 'Progressing']);
    expect(roles[1]).toMatchObject({ reasons: [LATE], actions: [{ call: 'UpdateRole', outcome: 'deferred' }] });
    expect(recorded.counts()).toMatchObject({ GetRole: 1 });
  });

  test('is converged by the next run', async () => {
    const live = accountWith([{}]);
    await run(live, stopAt('call', 2));
    expect((await run(live, undefined)).status).toBe('Corrected');
    expect((await run(live, undefined)).status).toBe('InSync');
  });

  test('while it waits for IAM to see a principal does not try again', async () => {
    const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/deploy' }, Action: 'sts:AssumeRole' };
    const unseen = failing(accountWith([{}]), ({ call }) =>
      call === 'UpdateAssumeRolePolicy'
        ? new IamError('MalformedPolicyDocument', 'Invalid principal in policy: x', call)
        : undefined,
    );
    const { status, outcomes, recorded } = await run(unseen, stopAt('call', 3), specSet(specFile({ trustPolicy: trust })));
    expect({ status, outcomes }).toEqual({ status: 'Progressing', outcomes: ['UpdateAssumeRolePolicy deferred'] });
    expect(recorded.writes()).toHaveLength(2);
  });

  test('does not wait past the end of its time', async () => {
    let now = 0;
    const sleep = async (milliseconds: number) => {
      now += milliseconds;
    };
    const unseen = failing(accountWith([]), ({ call }) =>
      call === 'CreateRole' ? new IamError('MalformedPolicyDocument', 'Invalid principal in policy: x', call) : undefined,
    );
    const halt: Run['halt'] = async (before) => (now > 25_000 - (before === 'call' ? 5000 : 20_000) ? LATE : undefined);
    const { roles } = await pass(unseen, specSet(specFile(SPEC)), { clock: { now: () => NOW, sleep }, halt });
    expect(roles).toMatchObject([{ status: 'Progressing', reasons: [LATE] }]);
    expect(now).toBeLessThanOrEqual(22_000);
  });

  test('is asked before each role and before each call, and lets everything be done while it may go on', async () => {
    const asked: string[] = [];
    const { status } = await run(accountWith([{}]), async (before) => {
      asked.push(before);
      return undefined;
    });
    expect(status).toBe('Corrected');
    expect(asked).toEqual(['role', 'call', 'call', 'call']);
  });
});

describe('A run that is told to stop while the trust policy is narrowed for the change', () => {
  /** Nobody can read what the attached policy says, so the role is closed while it changes. */
  const closing = specSet(specFile({ managedPolicies: ['own/read'], inlinePolicies: SPEC.inlinePolicies }));
  const unread = () => refusing(accountWith([{ managedPolicies: ['unread/DenySome'] }]), ['GetPolicy']);

  test('writes nothing more, and says that the trust policy is narrowed', async () => {
    const { status, codes, outcomes, recorded } = await run(unread(), stopAt('call', 2), closing);
    expect({ status, codes }).toEqual({ status: 'Progressing', codes: ['Gap', 'Deferred', 'Narrowed'] });
    expect(outcomes?.[0]).toBe('UpdateAssumeRolePolicy done');
    expect(recorded.writes()).toHaveLength(1);
  });

  test('puts nothing back after a failure either', async () => {
    const failed = failing(unread(), ({ call }) =>
      call === 'DetachRolePolicy' ? new IamError('AccessDenied', 'Not now.', call) : undefined,
    );
    const free = await run(failed, undefined, closing);
    const calls = free.recorded.writes().findIndex(({ call }) => call === 'DetachRolePolicy') + 1;
    const stopped = failing(unread(), ({ call }) =>
      call === 'DetachRolePolicy' ? new IamError('AccessDenied', 'Not now.', call) : undefined,
    );
    const { status, codes, recorded } = await run(stopped, stopAt('call', calls + 1), closing);
    expect(status).toBe('Failed');
    expect(codes).toContain('Narrowed');
    expect(recorded.writes()).toHaveLength(calls);
  });

  test('is put right by the next run', async () => {
    const iam = unread();
    await run(iam, stopAt('call', 2), closing);
    expect((await run(iam, undefined, closing)).status).toBe('Corrected');
    expect((await run(iam, undefined, closing)).status).toBe('InSync');
  });
});
