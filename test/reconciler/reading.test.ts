import { describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import type { IamApi, IamCall, IamCalls } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';
import type { DriftReport } from '../../reconciler/types.ts';
import { around, failing, failingPage, recording, refusing, staleReads } from '../faults.ts';
import { pass } from '../world.ts';
import { accountWith, specFile, specSet } from './given.ts';

const LISTS = ['GetAccountAuthorizationDetails', 'ListRoles'] as const;
const NAMES = Array.from({ length: 7 }, (_, index) => `orders-${index}`);
const SPECS = specSet(...NAMES.map((name) => specFile({ description: 'Orders' }, 'TaskRole', name)));

/** Seven drifted roles of ours, on pages of two. */
function account(): EmbeddedAccount {
  return new EmbeddedAccount({ ...accountWith(NAMES.map((name) => ({ name }))).state, pageSize: 2 });
}

/** Runs a pass and checks what holds of every report: each declared role once, and counts that add up. */
async function run(
  api: IamApi,
  specs = SPECS,
): Promise<{ report: DriftReport; writes: readonly string[]; iam: ReturnType<typeof recording> }> {
  const iam = recording(api);
  const report = await pass(iam, specs);
  expect(report.roles.map(({ name }) => name)).toEqual(specs.roles.map(({ role }) => role.name));
  const { roles, ...counts } = report.summary;
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(roles);
  return { report, writes: iam.writes().map(({ call, input }) => `${call} ${'RoleName' in input ? input.RoleName : ''}`), iam };
}

/** The answers of one call, changed. */
function changing<C extends IamCall>(
  api: IamApi,
  wanted: C,
  change: (answer: IamCalls[C]['output']) => IamCalls[C]['output'],
): IamApi {
  return around(api, async ({ call }, proceed) => {
    const answer = await proceed();
    return call === wanted ? change(answer as IamCalls[C]['output']) : answer;
  });
}

describe.each(LISTS)('A list that cannot be read to its end (%s)', (list) => {
  test.each([1, 2, 4])('makes every role unknown when page %i fails, and nothing is written', async (page) => {
    const { report, writes } = await run(failingPage(account(), list, page));
    expect(writes).toEqual([]);
    expect(report).toMatchObject({ complete: false, planHash: null, summary: { roles: 7, unknown: 7 } });
    expect(report.notices.join()).toContain(`The account could not be read to its end (${list}`);
  });

  test.each(['Throttling', 'AccessDenied', 'RequestTimeout'])('makes every role unknown when it ends in %s', async (code) => {
    const { report, writes } = await run(failingPage(account(), list, 3, code));
    expect(writes).toEqual([]);
    expect(report).toMatchObject({ complete: false, summary: { unknown: 7 } });
  });

  test('makes every role unknown when more follows and the answer does not say where', async () => {
    const api = changing(account(), list, ({ Marker: _, ...answer }) => answer as typeof answer & { readonly Marker?: string });
    const { report, writes } = await run(api);
    expect(writes).toEqual([]);
    expect(report).toMatchObject({ complete: false, summary: { unknown: 7 } });
  });
});

describe('Lists that do not agree', () => {
  test('a role that only the details name is read singly, and corrected', async () => {
    const { report } = await run(
      changing(account(), 'ListRoles', (page) => ({
        ...page,
        Roles: page.Roles.filter(({ RoleName }) => RoleName !== 'orders-3'),
      })),
    );
    expect(report).toMatchObject({ complete: true, summary: { corrected: 7 } });
  });

  test('a role that only the list of roles names is read singly, and corrected', async () => {
    const without = (page: IamCalls['GetAccountAuthorizationDetails']['output']) => ({
      ...page,
      RoleDetailList: page.RoleDetailList.filter(({ RoleName }) => RoleName !== 'orders-3'),
    });
    const { report } = await run(changing(account(), 'GetAccountAuthorizationDetails', without));
    expect(report).toMatchObject({ complete: true, summary: { corrected: 7 } });
  });

  test('a role that only one list names and that cannot be read singly is unknown, and the others are corrected', async () => {
    const half = changing(account(), 'ListRoles', (page) => ({
      ...page,
      Roles: page.Roles.filter(({ RoleName }) => RoleName !== 'orders-3'),
    }));
    const api = failing(half, ({ call, input }) =>
      call === 'GetRole' && 'RoleName' in input && input.RoleName === 'orders-3'
        ? new IamError('Throttling', 'Rate exceeded', call)
        : undefined,
    );
    const { report, writes } = await run(api);
    expect(report).toMatchObject({ complete: false, summary: { corrected: 6, unknown: 1 } });
    expect(writes).not.toContain('UpdateRole orders-3');
  });

  test('a role that comes on two pages is one role, read singly', async () => {
    let first: IamCalls['ListRoles']['output']['Roles'] | undefined;
    const twice = changing(account(), 'ListRoles', (page) => {
      first ??= page.Roles;
      return page.IsTruncated ? page : { ...page, Roles: [...page.Roles, ...first] };
    });
    const { report, writes, iam } = await run(twice);
    expect(report).toMatchObject({ complete: true, summary: { roles: 7, corrected: 7 } });
    expect(writes).toHaveLength(7);
    // Seven fresh reads before writing, and the two roles of the page that came twice.
    expect(iam.counts().GetRole).toBe(9);
  });

  test('a role of ours that no spec names is orphaned also when only one list names it', async () => {
    const stray = accountWith([{ name: 'stray' }]);
    const api = changing(stray, 'ListRoles', (page) => ({ ...page, Roles: [] }));
    const report = await pass(api, specSet());
    expect(report.roles.map(({ name, status }) => [name, status])).toEqual([['stray', 'Orphaned']]);
  });

  test('a role that was made anew between the lists is read singly, and not joined of two roles', async () => {
    const old = accountWith([{ name: 'orders-0', managedPolicies: ['own/read'], owner: 'somebody' }]);
    const detail = (await old.call('GetAccountAuthorizationDetails', {})).RoleDetailList[0];
    const replaced = changing(account(), 'GetAccountAuthorizationDetails', (page) => ({
      ...page,
      RoleDetailList: page.RoleDetailList.map((role) =>
        role.RoleName === 'orders-0' && detail ? { ...detail, RoleId: 'AROAOLD' } : role,
      ),
    }));
    const { report } = await run(replaced);
    expect(report).toMatchObject({ complete: true, summary: { corrected: 7 } });
  });

  test('a role that is deleted between the lists is missing, and created once', async () => {
    const live = account();
    const listed = changing(live, 'ListRoles', (page) => {
      live.state.roles.delete('orders-3');
      return { ...page, Roles: page.Roles.filter(({ RoleName }) => RoleName !== 'orders-3') };
    });
    const { report, writes } = await run(listed);
    expect(report.summary.corrected).toBe(7);
    expect(writes.filter((write) => write === 'CreateRole orders-3')).toHaveLength(1);
  });
});

describe('The fresh read before the first write', () => {
  test.each(['GetRole', 'ListAttachedRolePolicies', 'ListRolePolicies'] as const)(
    'stops the roles when %s is refused',
    async (call) => {
      const { report, writes } = await run(refusing(account(), [call]));
      expect(writes).toEqual([]);
      expect(report).toMatchObject({ complete: false, summary: { unknown: 7 } });
      expect(report.roles[0]?.reasons[0]).toMatchObject({ code: 'Unreadable', message: expect.stringContaining('orders-0') });
    },
  );

  test('finds a role in sync that somebody corrected since, and writes nothing', async () => {
    const live = account();
    const corrected = around(live, async ({ call, input }, proceed) => {
      if (call === 'GetRole' && 'RoleName' in input) {
        await live.call('UpdateRole', { RoleName: input.RoleName, Description: 'Orders', MaxSessionDuration: 3600 });
      }
      return proceed();
    });
    const { report, writes } = await run(corrected);
    expect(writes).toEqual([]);
    expect(report.summary).toMatchObject({ inSync: 7 });
  });

  test('refuses a role that another owner took since', async () => {
    const live = account();
    const taken = around(live, async ({ call }, proceed) => {
      if (call === 'GetRole')
        await live.call('TagRole', { RoleName: 'orders-2', Tags: [{ Key: 'rolecall:owner', Value: 'platform' }] });
      return proceed();
    });
    const { report, writes } = await run(taken);
    expect(writes).not.toContain('UpdateRole orders-2');
    expect(report.roles[2]).toMatchObject({ status: 'Refused', reasons: [{ code: 'OtherOwner' }] });
  });

  test('defers a role that was deleted since: creating it was not counted', async () => {
    const live = account();
    const deleting = around(live, async ({ call }, proceed) => {
      if (call === 'GetRole') live.state.roles.delete('orders-4');
      return proceed();
    });
    const { report, writes } = await run(deleting);
    expect(writes.filter((write) => write.endsWith('orders-4'))).toEqual([]);
    expect(report.roles[4]).toMatchObject({
      status: 'Drifted',
      actions: [{ call: 'CreateRole', outcome: 'deferred' }],
      reasons: [{ code: 'Changed' }],
    });
  });

  test('sees stale reads through: a later pass reaches the spec', async () => {
    const live = account();
    await run(staleReads(live, 2));
    const { report } = await run(live);
    expect(report.summary.inSync + report.summary.corrected).toBe(7);
    expect((await run(live)).writes).toEqual([]);
  });
});
