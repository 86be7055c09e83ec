import { afterEach, describe, expect, test } from '@jest/globals';
import type { IamApi } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';
import { liveAccount } from './live-account.ts';
import { startWire, type WireOptions, type WireServer } from './server.ts';

const DOCUMENT = '{"Statement":[{"Resource":"arn:aws:s3:::100%/é<&>\\"()*"}]}';

let server: WireServer;
afterEach(() => server.close());

/** Answers every call with the same output, or refuses it with the same code. */
function accountThat(does: { answers?: object; refuses?: string }): IamApi {
  return {
    call: async (call) => {
      if (does.refuses) throw new IamError(does.refuses, 'No.', call);
      return does.answers as never;
    },
  };
}

async function start(account: IamApi, options?: WireOptions) {
  server = await startWire(account, '111122223333', options);
  return liveAccount(server.endpoint);
}

const onceOnly = (fault: 'throttled' | 'failed' | 'lost') => (_: string, count: number) => (count === 1 ? fault : undefined);

describe('a call that fails on the wire', () => {
  test.each(['throttled', 'failed', 'lost'] as const)('is made again when it is %s', async (fault) => {
    const account = await start(accountThat({ answers: { SummaryMap: { RolesQuota: 1000 } } }), { fault: onceOnly(fault) });
    expect(await account.call('GetAccountSummary', {})).toMatchObject({ SummaryMap: { RolesQuota: 1000 } });
    expect(server.calls.get('GetAccountSummary')).toBe(2);
  });

  test.each([
    'LimitExceeded',
    'ConcurrentModification',
    'EntityAlreadyExists',
    'NoSuchEntity',
    'AccessDenied',
    'UnmodifiableEntity',
  ])('is left to the caller after one attempt when IAM says %s', async (code) => {
    const account = await start(accountThat({ refuses: code }));
    await expect(account.call('DeleteRole', { RoleName: 'orders' })).rejects.toMatchObject({ code, call: 'DeleteRole' });
    expect(server.calls.get('DeleteRole')).toBe(1);
  });

  test('rejects as transient when nobody listens any more', async () => {
    await start(accountThat({}));
    await server.close();
    await expect(liveAccount(server.endpoint, 2).call('GetAccountSummary', {})).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('what goes over the wire', () => {
  test('arrives as it was sent', async () => {
    const seen: unknown[] = [];
    const account = await start({
      call: async (call, input) => {
        seen.push({ call, input });
        return {} as never;
      },
    });
    const input = { RoleName: 'orders', Tags: [{ Key: 'a.b', Value: 'x=&é' }] };
    await account.call('TagRole', input);
    await account.call('UntagRole', { RoleName: 'orders', TagKeys: ['a', 'b'] });
    expect(seen).toEqual([
      { call: 'TagRole', input },
      { call: 'UntagRole', input: { RoleName: 'orders', TagKeys: ['a', 'b'] } },
    ]);
  });

  test('comes back with documents whole, in URL-encoding or not', async () => {
    const account = await start(
      accountThat({ answers: { RoleName: 'orders', PolicyName: 'Objects', PolicyDocument: DOCUMENT } }),
    );
    const policy = await account.call('GetRolePolicy', { RoleName: 'orders', PolicyName: 'Objects' });
    expect(policy.PolicyDocument).toBe(DOCUMENT);
  });
});
