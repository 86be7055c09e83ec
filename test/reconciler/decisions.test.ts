import { describe, expect, test } from '@jest/globals';
import { strictest } from '../../reconciler/admission/mode.ts';
import { isOwnerTagCall } from '../../reconciler/admission/owner.ts';
import { diffRole } from '../../reconciler/drift/diff.ts';
import { planHash } from '../../reconciler/plan/plan-hash.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { ActionCall } from '../../reconciler/types.ts';

const RoleName = 'orders';
const tag = (...keys: readonly string[]): ActionCall => ({
  call: 'TagRole',
  input: { RoleName, Tags: keys.map((Key) => ({ Key, Value: 'rolecall' })) },
});
const untag = (...TagKeys: readonly string[]): ActionCall => ({ call: 'UntagRole', input: { RoleName, TagKeys } });
const remove: ActionCall = { call: 'DeleteRole', input: { RoleName } };

describe('A call that only says who owns a role', () => {
  test.each([
    ['puts the owner tag on', tag('rolecall:owner'), true],
    ['takes the owner tag off', untag('rolecall:owner'), true],
    ['puts no other tag on', tag('team'), false],
    ['takes no other tag off', untag('team'), false],
    ['puts no other tag on beside it', tag('rolecall:owner', 'team'), false],
    ['takes no other tag off beside it', untag('rolecall:owner', 'team'), false],
    ['is no call of another kind', remove, false],
  ])('%s', (_name, call, answer) => {
    expect(isOwnerTagCall(call)).toBe(answer);
  });
});

describe('What cannot be compared', () => {
  const TRUST = '{"Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}';
  const observed = {
    ...{ name: RoleName, path: '/', description: '', maxSessionDuration: 3600, trustPolicy: TRUST, permissionsBoundary: null },
    ...{ managedPolicies: [], inlinePolicies: new Map<string, string>(), tags: new Map<string, string>() },
  };
  const reasons = (desired: object, live: object) => {
    const compared = diffRole({ ...observed, ...desired }, { ...observed, ...live } as never, new PolicyReader('aws'));
    return compared.incomparable.map(({ unit, reason }) => `${unit}: ${reason}`);
  };

  test.each([
    [
      'was not read, but is declared',
      { description: 'Orders' },
      { description: undefined },
      'description: the spec declares it, but what was read does not hold it',
    ],
    ['is declared as no policy', { trustPolicy: '{}' }, {}, 'trustPolicy: the declared document cannot be parsed'],
    [
      'is live as no JSON',
      {},
      { trustPolicy: '{' },
      'trustPolicy: the live document is no policy that can be read (at its beginning)',
    ],
    [
      'is live with a wrong statement',
      { inlinePolicies: new Map([['A', '{}']]) },
      { inlinePolicies: new Map([['A', '{"Statement":[{"Effect":"Allow","Action":"x","Resource":"*"}]}']]) },
      'inlinePolicies[A]: the live document is no policy that can be read (at /Statement/0/Action)',
    ],
  ])('says so where it %s', (_name, desired, live, reason) => {
    expect(reasons(desired, live)).toEqual([reason]);
  });
});

describe('The strictest mode', () => {
  test.each([
    [['enforce', 'observe'], 'observe'],
    [['observe', 'suspend'], 'suspend'],
    [['enforce', 'suspend', 'observe'], 'suspend'],
    [['enforce', undefined], 'enforce'],
    [[undefined, 'observe'], 'observe'],
    [['enforce', 'enforce'], 'enforce'],
  ] as const)('of %j is %s', (modes, strict) => {
    expect(strictest(...modes)).toBe(strict);
  });
});

describe('The hash of a plan', () => {
  const plan = (name: string, ...actions: readonly ActionCall[]) => ({ name, actions });

  test('is sixteen hexadecimal digits, and the same in any order of the roles', () => {
    const [a, b] = [plan('a', tag('x'), remove), plan('b', tag('x'))];
    expect(planHash('111122223333', [a, b])).toMatch(/^[0-9a-f]{16}$/);
    expect(planHash('111122223333', [b, a])).toBe(planHash('111122223333', [a, b]));
  });

  test('is not changed by roles that are not written, and is none if no role is', () => {
    expect(planHash('111122223333', [plan('a', remove), plan('b')])).toBe(planHash('111122223333', [plan('a', remove)]));
    expect(planHash('111122223333', [plan('a')])).toBeNull();
  });

  test('is another, and the same other, where it let a plan through already', () => {
    const plans = [plan('a', remove)];
    const first = planHash('111122223333', plans) ?? '';
    const second = planHash('111122223333', plans, new Set([first])) ?? '';
    expect(second).toMatch(/^[0-9a-f]{16}$/);
    expect(second).not.toBe(first);
    expect(planHash('111122223333', plans, new Set([first]))).toBe(second);
    expect([first, second]).not.toContain(planHash('111122223333', plans, new Set([first, second])));
  });

  test.each([
    ['account', '444455556666', [plan('a', tag('x'), remove)]],
    ['role', '111122223333', [plan('b', tag('x'), remove)]],
    ['call', '111122223333', [plan('a', tag('y'), remove)]],
    ['order of calls', '111122223333', [plan('a', remove, tag('x'))]],
  ])('differs for another %s', (_name, account, plans) => {
    expect(planHash(account, plans)).not.toBe(planHash('111122223333', [plan('a', tag('x'), remove)]));
  });
});
