import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { conditionsOf } from '../../controller/folding/conditions.ts';
import { eventPathAfter } from '../../controller/folding/event-path.ts';
import { afterCorrection, afterDriftingBack, waitingReason } from '../../controller/memory/relapse.ts';
import { type ChangingCall, touches } from '../../controller/memory/touched-units.ts';
import { passRequestOf } from '../../controller/merge-requests.ts';
import type { IamChange, Request } from '../../controller/request.ts';
import type { Declaration } from '../../controller/specs/declaration.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import type { Condition, ControllerState, Relapse } from '../../controller/state/state.ts';
import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { driftOf, roleReport, roleStatus } from './role-status.ts';

interface Case<G, E> {
  readonly name: string;
  readonly given: G;
  readonly expect: E;
}

const FOLDER = new URL('../cases/controller/', import.meta.url);
const START = Date.parse('2026-06-01T12:00:00Z');
const atMinute = (minute: number) => new Date(START + minute * 60_000);

function casesOf<G, E>(topic: string): readonly (readonly [string, Case<G, E>])[] {
  const folder = new URL(`${topic}/`, FOLDER);
  const cases = readdirSync(folder).flatMap((file): Case<G, E>[] => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  return cases.map((each) => [each.name, each]);
}

describe('Which units a call changes', () => {
  type Given = { readonly call: ChangingCall; readonly unit: string };
  test.each(casesOf<Given, boolean>('units'))('%s', (_name, { given, expect: expected }) => {
    expect(touches(given.call, given.unit)).toBe(expected);
  });
});

interface KnownRoles {
  readonly roles: Readonly<Record<string, { readonly declared: boolean; readonly policies: readonly string[] }>>;
  readonly brake?: string;
}

function stateWith({ roles, brake }: KnownRoles): ControllerState {
  const known = Object.entries(roles).map(([name, { declared, policies }]) => {
    const contents = Object.fromEntries(policies.map((arn) => [arn, { versionId: 'v1', hash: 'one' }]));
    return [name, roleStatus(name, { policies: contents, ...(!declared && { spec: null }) })] as const;
  });
  const held = brake === undefined ? null : { hash: brake, message: 'Too much.', since: '2026-06-01T11:00:00Z' };
  return { ...emptyState(ACCOUNT), roles: Object.fromEntries(known), brake: held };
}

describe('Many requests become one pass', () => {
  type Given = { readonly requests: readonly Request[]; readonly state: KnownRoles | null };
  test.each(casesOf<Given, Record<string, unknown> | null>('merging'))('%s', (_name, { given, expect: expected }) => {
    const merged = passRequestOf(given.requests, given.state === null ? undefined : stateWith(given.state));
    if (merged === undefined || expected === null) {
      expect(merged ?? null).toEqual(expected);
      return;
    }
    const { scope, resume, accept, changes, ...rest } = merged;
    const plain = { ...rest, scope: scope === 'all' ? scope : [...scope], resume: [...resume], accept: [...accept] };
    expect({ ...plain, changes: changes.length }).toMatchObject(expected);
  });
});

describe('A unit that keeps drifting back', () => {
  type Given = {
    readonly events: readonly (readonly [number, 'corrected' | 'drifted'])[];
    readonly access: Drift['access'];
    readonly at: number;
  };
  type Expected = { readonly waits: boolean; readonly waitMinutes?: number };
  test.each(casesOf<Given, Expected>('relapse'))('%s', (_name, { given: { events, access, at }, expect: expected }) => {
    let relapse: Relapse | undefined;
    for (const [minute, event] of events) {
      relapse = (event === 'corrected' ? afterCorrection : afterDriftingBack)(relapse, atMinute(minute));
    }
    const reason = waitingReason(relapse, { unit: 'trustPolicy', access }, atMinute(at));
    expect(reason !== undefined).toBe(expected.waits);
    if (expected.waitMinutes !== undefined) expect(relapse?.waitSeconds).toBe(expected.waitMinutes * 60);
  });
});

describe('Conditions', () => {
  type Given = { readonly report: Partial<RoleReport>; readonly previous: readonly Condition[] };
  test.each(casesOf<Given, Record<string, string>>('conditions'))('%s', (_name, { given, expect: expected }) => {
    const found = conditionsOf(roleReport('orders', given.report), given.previous, '2026-06-01T12:00:00.000Z');
    for (const [type, words] of Object.entries(expected)) {
      const { status, reason, message, since } = found.find((condition) => condition.type === type) ?? {};
      expect(`${status} ${reason} ${message} since ${since}, ${status} since ${since}`).toContain(words);
    }
    expect(found).toHaveLength(4);
  });
});

interface FoundDrift {
  readonly minute: number;
  readonly drift: readonly string[];
  readonly by?: boolean;
  readonly kind?: Drift['kind'];
  readonly event?: string;
}

interface GivenRole {
  readonly specChanged?: boolean;
  readonly knownDrift?: string;
  readonly new?: boolean;
  readonly synced?: Condition['status'];
  readonly intent?: boolean;
}

function stateBefore({ knownDrift, synced, intent, ...role }: GivenRole): ControllerState {
  const status = synced ?? (knownDrift === undefined ? 'True' : 'False');
  const orders = roleStatus('orders', {
    conditions: [{ type: 'Synced', status, reason: 'Judged', message: '', since: '2026-06-01T11:00:00Z' }],
    drift: knownDrift === undefined ? [] : [driftOf(knownDrift)],
  });
  const writes = intent ? [{ role: 'orders', impact: 'changed' as const, at: '2026-06-01T11:30:00Z' }] : [];
  return { ...emptyState(ACCOUNT), roles: role.new ? {} : { orders }, writes };
}

function eventOf(unit: string, at: Date): IamChange {
  const arn = /^managedPolicies\[(.*)\]$/.exec(unit)?.[1] ?? null;
  const call = arn === null ? 'UpdateAssumeRolePolicy' : 'AttachRolePolicy';
  const who = { who: 'jane', via: null, roleArn: null };
  return { kind: 'iam', call, role: 'orders', policyName: null, policyArn: arn, who, at: at.toISOString(), eventId: 'one' };
}

describe('The path of events', () => {
  type Given = { readonly role: GivenRole; readonly passes: readonly FoundDrift[] };
  type Expected = { readonly broken: boolean; readonly unannounced: number };
  test.each(casesOf<Given, Expected>('event-path'))('%s', (_name, { given: { role, passes }, expect: expected }) => {
    const declaration: Declaration = {
      hash: role.specChanged ? 'another' : 'hash',
      source: { file: 'orders.yaml', line: 1, version: null },
      alsoIn: [],
      labels: {},
      boundary: undefined,
      policies: new Set(),
    };
    let state = stateBefore(role);
    for (const { minute, drift, by, kind = 'extra', event } of passes) {
      const now = atMinute(minute);
      const actor = by ? { who: 'jane', via: null, at: now.toISOString(), eventId: 'one' } : null;
      const found = drift.map((unit) => driftOf(unit, { kind, by: actor, observed: /\[(.*)\]/.exec(unit)?.[1] ?? null }));
      const changes = event === undefined ? [] : [eventOf(event, now)];
      const reports = [roleReport('orders', { drift: found })];
      state = { ...state, ...eventPathAfter(state, { reports, changes, declarations: new Map([['orders', declaration]]), now }) };
    }
    expect({ broken: state.eventPathBrokenSince !== null, unannounced: state.unannounced.length }).toEqual(expected);
  });
});
