import { describe, expect, test } from '@jest/globals';
import { type FinishedPass, fold } from '../../controller/folding/fold.ts';
import { followUps } from '../../controller/follow-ups.ts';
import { memoryOf } from '../../controller/memory/memory.ts';
import type { PassRequest } from '../../controller/request.ts';
import type { Declaration } from '../../controller/specs/declaration.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import type { ControllerState, RoleStatus } from '../../controller/state/state.ts';
import type { PolicyContent } from '../../reconciler/ports.ts';
import { summarize } from '../../reconciler/summary.ts';
import type { DriftReport, RoleReport } from '../../reconciler/types.ts';
import type { Waiver } from '../../specs/types.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { driftOf, roleReport, roleStatus } from './role-status.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const ARN = 'arn:aws:iam::111122223333:policy/read';

function reportOf(roles: readonly RoleReport[], overrides: Partial<DriftReport> = {}): DriftReport {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'DriftReport',
    runId: 'run',
    trigger: 'schedule',
    complete: true,
    account: ACCOUNT,
    owner: 'rolecall',
    mode: 'enforce',
    startedAt: NOW.toISOString(),
    finishedAt: NOW.toISOString(),
    planHash: null,
    brake: null,
    summary: summarize(roles),
    notices: [],
    roles,
    problems: [],
    ...overrides,
  };
}

function declaration(policies: readonly string[] = []): Declaration {
  const source = { file: 'specs/orders.yaml', line: 1, version: null };
  return { hash: 'hash', source, alsoIn: [], labels: {}, boundary: undefined, policies: new Set(policies) };
}

interface Given {
  readonly before?: Partial<ControllerState>;
  readonly roles: readonly RoleReport[];
  readonly report?: Partial<DriftReport>;
  readonly named?: readonly string[];
  readonly accept?: readonly string[];
  readonly declared?: Readonly<Record<string, Declaration>>;
  readonly content?: PolicyContent;
  readonly accountRead?: boolean;
  readonly allListed?: boolean;
  readonly allSpecsRead?: boolean;
  readonly waivers?: readonly Waiver[];
  readonly recorded?: FinishedPass['recorded'];
}

function folded({
  before,
  roles,
  report,
  named,
  accept = [],
  declared = { orders: declaration() },
  content,
  accountRead = true,
  allListed = true,
  allSpecsRead = true,
  waivers = [],
  recorded = [],
}: Given): ControllerState {
  const policies = new Map(content === undefined ? [] : [['orders', new Map([[ARN, content]])]]);
  const pass: FinishedPass = {
    result: { report: reportOf(roles, report), accountRead, policies },
    request: {
      scope: named === undefined ? 'all' : new Set(named),
      trigger: 'schedule',
      approved: undefined,
      resume: new Set(),
      accept: new Set(accept),
      changes: [],
    },
    declarations: new Map(Object.entries(declared)),
    sources: {},
    allListed,
    allSpecsRead,
    waivers,
    recorded,
    now: NOW,
  };
  return fold({ ...emptyState(ACCOUNT), ...before }, pass);
}

const rolesWith = (overrides: Partial<RoleStatus>) => ({ roles: { orders: roleStatus('orders', overrides) } });

describe('the content of a policy', () => {
  const ONE: PolicyContent = { versionId: 'v1', hash: 'one' };
  const TWO: PolicyContent = { versionId: 'v2', hash: 'two' };
  const drifted = roleReport('orders', {
    status: 'Drifted',
    drift: [driftOf(`managedPolicies[${ARN}]`, { kind: 'content', tolerated: 'content' })],
  });
  const accepted = (state: ControllerState) => state.roles.orders?.policies[ARN];

  test('is accepted as it is first seen', () => {
    expect(accepted(folded({ roles: [roleReport('orders')], content: ONE }))).toEqual(ONE);
  });

  test('stays accepted as it was while another is there', () => {
    expect(accepted(folded({ before: rolesWith({ policies: { [ARN]: ONE } }), roles: [drifted], content: TWO }))).toEqual(ONE);
  });

  test('is accepted anew when a person says so', () => {
    const before = rolesWith({ policies: { [ARN]: ONE } });
    expect(accepted(folded({ before, roles: [drifted], content: TWO, named: ['orders'], accept: ['orders'] }))).toEqual(TWO);
  });

  test('is known to be accepted by a person for as long as this is the state, and not where nothing could be looked at', () => {
    const before = rolesWith({ policies: { [ARN]: ONE } });
    const asked = { named: ['orders'], accept: ['orders'] };
    const unread = folded({ before, roles: [roleReport('orders', { status: 'Unknown' })], content: TWO, ...asked });
    expect(unread.roles.orders).not.toHaveProperty('acceptedAt');
    const known = folded({ before, roles: [drifted], content: TWO, ...asked });
    expect(known.roles.orders?.acceptedAt).toBe(NOW.toISOString());
    expect(folded({ before: known, roles: [roleReport('orders')] }).roles.orders?.acceptedAt).toBe(NOW.toISOString());
    expect(folded({ roles: [roleReport('orders')], content: ONE }).roles.orders).not.toHaveProperty('acceptedAt');
    expect(folded({ roles: [roleReport('orders')], ...asked }).roles.orders).not.toHaveProperty('acceptedAt');
  });

  test('is remembered while the policy is detached and the spec wants it', () => {
    const before = rolesWith({ policies: { [ARN]: ONE } });
    const declared = { orders: declaration([ARN]) };
    expect(accepted(folded({ before, roles: [roleReport('orders', { status: 'Drifted' })], declared }))).toEqual(ONE);
  });

  test('is remembered while the role cannot be read', () => {
    const before = rolesWith({ policies: { [ARN]: ONE } });
    expect(accepted(folded({ before, roles: [roleReport('orders', { status: 'Unknown' })] }))).toEqual(ONE);
  });
});

describe('since when anything is remembered', () => {
  test('is when the first pass put down what it saw, whoever stored an empty state before', () => {
    expect(folded({ roles: [] }).since).toBe(NOW.toISOString());
    expect(folded({ roles: [], named: ['orders'] }).since).toBe(NOW.toISOString());
    expect(folded({ before: { since: '2026-05-01T00:00:00.000Z' }, roles: [] }).since).toBe(NOW.toISOString());
  });

  test('stays as it was, also where it is not known', () => {
    const { runs } = folded({ roles: [] });
    expect(folded({ before: { runs, since: '2026-05-01T00:00:00.000Z' }, roles: [] }).since).toBe('2026-05-01T00:00:00.000Z');
    expect(folded({ before: { runs }, roles: [] })).not.toHaveProperty('since');
  });
});

describe('what is remembered of roles', () => {
  const known = { roles: { orders: roleStatus('orders'), gone: roleStatus('gone', { spec: null, status: 'Orphaned' }) } };

  test('a pass over named roles touches no other', () => {
    const { roles } = folded({ before: known, roles: [roleReport('orders', { status: 'Drifted' })], named: ['orders'] });
    expect(roles).toMatchObject({ orders: { status: 'Drifted' }, gone: known.roles.gone });
  });

  test('a role that is neither declared nor ours any more is forgotten', () => {
    expect(Object.keys(folded({ before: known, roles: [roleReport('orders')] }).roles)).toEqual(['orders']);
  });

  test.each([{ accountRead: false }, { allSpecsRead: false }])('no role is forgotten by a pass with %j', (unread) => {
    const given = { before: known, roles: [roleReport('orders')], report: { complete: false }, ...unread };
    expect(Object.keys(folded(given).roles)).toContain('gone');
  });

  test('a role is forgotten also while another cannot be judged', () => {
    const given = { before: known, roles: [roleReport('orders', { status: 'Unknown' })], report: { complete: false } };
    expect(Object.keys(folded(given).roles)).toEqual(['orders']);
  });

  test('a role that cannot be read keeps its last drift', () => {
    const drift = [driftOf('trustPolicy')];
    const before = rolesWith({
      status: 'Drifted',
      drift,
      conditions: [{ type: 'Synced', status: 'False', reason: 'Drifted', message: '', since: NOW.toISOString() }],
    });
    const state = folded({ before, roles: [roleReport('orders', { status: 'Unknown' })], report: { complete: false } });
    expect(state).toMatchObject({ roles: { orders: { status: 'Unknown', drift } } });
  });

  test('drift that was corrected is not open again when the role cannot be read afterwards', () => {
    const before = rolesWith({ status: 'Corrected', drift: [driftOf('trustPolicy')] });
    expect(folded({ before, roles: [roleReport('orders', { status: 'Unknown' })] }).roles.orders?.drift).toEqual([]);
  });

  test('a status that stays keeps its time, and one that changes has a new one', () => {
    expect(folded({ before: known, roles: [roleReport('orders')] }).roles.orders?.since).toBe(known.roles.orders.since);
    expect(folded({ before: known, roles: [roleReport('orders', { status: 'Drifted' })] }).roles.orders?.since).toBe(
      NOW.toISOString(),
    );
  });

  test('writes are forgotten after an hour, approvals after thirty days, and runs after two hundred', () => {
    const at = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();
    const run = folded({ roles: [] }).runs;
    const before = {
      writes: [0.9, 1.1].map((hours) => ({ role: 'orders', impact: 'changed' as const, at: at(hours) })),
      approvals: [29, 31].map((days) => ({ hash: String(days), at: at(days * 24) })),
      runs: Array.from({ length: 200 }, () => run).flat(),
    };
    const state = folded({ before, roles: [] });
    expect([state.writes.length, state.approvals.map(({ hash }) => hash), state.runs.length]).toEqual([1, ['29'], 200]);
  });
});

test('what was true of a whole pass over everything is kept for people to read', () => {
  const notices = ['The kill switch is set to observe, so this pass writes nothing.'];
  const before = folded({ roles: [], report: { notices } });
  expect(before.notices).toEqual(notices);
  expect(folded({ before, roles: [], named: ['orders'] }).notices).toEqual(notices);
  expect(folded({ before, roles: [] }).notices).toEqual([]);
});

describe('the last success', () => {
  test.each<[string, Partial<Given>, string | null]>([
    ['is the pass that read the account and listed every source', {}, NOW.toISOString()],
    ['is so also with a role that cannot be read, and with a bad spec', { report: { complete: false } }, NOW.toISOString()],
    ['is no pass that could not read the account', { accountRead: false }, null],
    ['is no pass that could not list a source', { allListed: false }, null],
    ['is no pass over named roles', { named: ['orders'] }, null],
  ])('%s', (_, given, lastSuccess) => {
    expect(folded({ roles: [roleReport('orders')], ...given })).toMatchObject({ lastSuccess });
  });
});

describe('a role that was written', () => {
  const request: PassRequest = {
    scope: 'all',
    trigger: 'schedule',
    approved: undefined,
    resume: new Set(),
    accept: new Set(),
    changes: [],
  };
  const recorded = [{ role: 'orders', impact: 'changed' as const, at: NOW.toISOString() }];
  const detached = { call: 'DetachRolePolicy', input: { RoleName: 'orders', PolicyArn: ARN }, outcome: 'done' } as const;
  const stopped = (reasons: RoleReport['reasons']) =>
    roleReport('orders', { status: 'Progressing', actions: [detached], reasons });
  const settledAfter = (role: RoleReport, seconds: number) => {
    const state = folded({ roles: [role], recorded });
    const now = new Date(NOW.getTime() + seconds * 1000);
    return memoryOf({ state, request, declarations: new Map(), settlingSeconds: 120, now }).settlesAt('orders') === undefined;
  };

  test('settles for two minutes', () => {
    const role = stopped([{ code: 'Deferred', message: '' }]);
    expect([settledAfter(role, 119), settledAfter(role, 121)]).toEqual([false, true]);
  });

  test('settles only briefly where it was left closed to its users', () => {
    const role = stopped([
      { code: 'Deferred', message: '' },
      { code: 'Narrowed', message: '' },
    ]);
    expect([settledAfter(role, 14), settledAfter(role, 16)]).toEqual([false, true]);
    const asked = followUps(reportOf([role]), request, () => undefined, NOW);
    expect(asked).toEqual([{ request: { kind: 'reconcile', roles: ['orders'], by: 'rolecall' }, delaySeconds: 20 }]);
  });
});

describe('the waivers of the specs', () => {
  const waiver = (name: string): Waiver => ({
    name,
    findings: ['trustPolicy'],
    roles: ['orders'],
    families: [],
    reason: 'r',
    expires: '2026-12-31',
    source: { file: 'waivers.yaml', line: 1, version: null },
  });
  const before = { waivers: [waiver('old')] };
  const roles: readonly RoleReport[] = [];
  const names = ({ waivers }: ControllerState) => waivers?.map(({ name }) => name);

  test('are remembered from a pass over everything', () => {
    expect(names(folded({ roles, before, waivers: [waiver('new')] }))).toEqual(['new']);
    expect(names(folded({ roles, before, waivers: [] }))).toEqual([]);
  });

  test('stay as they were where a spec could not be read, or only named roles were looked at', () => {
    expect(names(folded({ roles, before, allSpecsRead: false }))).toEqual(['old']);
    expect(names(folded({ roles, before, named: ['orders'] }))).toEqual(['old']);
    expect(names(folded({ roles, allSpecsRead: false }))).toBeUndefined();
  });

  test('are stored and read again, and a state from before they were is read as well', () => {
    const codec = stateCodec(ACCOUNT);
    const state = folded({ roles, waivers: [waiver('new')] });
    expect(codec.parseState(codec.stateText(state)).waivers).toEqual([waiver('new')]);
    expect(codec.parseState(codec.stateText(emptyState(ACCOUNT))).waivers).toBeUndefined();
    expect(() => codec.parseState(JSON.stringify({ ...state, waivers: [{ name: 'half' }] }))).toThrow('waivers.0.findings');
  });
});
