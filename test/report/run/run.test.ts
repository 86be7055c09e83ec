import { describe, expect, test } from '@jest/globals';
import { runLine } from '../../../report/run/run-line.ts';
import { runMetrics } from '../../../report/run/run-metrics.ts';
import { runWarnings } from '../../../report/run/run-warnings.ts';
import type { GivenReport } from '../full-report.ts';
import { donePass } from './done-pass.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db';
const DOCUMENT = `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"${SECRET}"}]}`;

const trust = {
  unit: 'trustPolicy',
  kind: 'different',
  access: 'wider',
  severity: 'high',
  observed: DOCUMENT,
  desired: DOCUMENT,
} as const;
const tag = { unit: 'tags[a]', kind: 'missing', access: 'same', severity: 'low' } as const;
const INPUT = { RoleName: 'a', PolicyDocument: DOCUMENT };

const GIVEN: GivenReport = {
  runId: 'run-7',
  trigger: 'PutRolePolicy',
  mode: 'enforce',
  complete: false,
  startedAt: '2026-11-22T08:00:00.000Z',
  finishedAt: '2026-11-22T08:00:02.500Z',
  notices: ['The kill switch cannot be read, so this pass writes nothing.'],
  roles: [
    {
      name: 'corrected',
      status: 'Corrected',
      drift: [trust, tag],
      actions: [
        { call: 'UpdateAssumeRolePolicy', input: INPUT, outcome: 'done' },
        { call: 'UpdateAssumeRolePolicy', input: INPUT, outcome: 'done' },
        { call: 'TagRole', input: { RoleName: 'a', Tags: [] }, outcome: 'done' },
      ],
    },
    {
      name: 'failed',
      status: 'Failed',
      reasons: [{ code: 'Failed', message: 'IAM refused TagRole.' }],
      actions: [{ call: 'TagRole', input: { RoleName: 'a', Tags: [] }, outcome: 'failed' }],
    },
    { name: 'fighting', status: 'Refused', drift: [trust], reasons: [{ code: 'BackOff', message: 'It keeps coming back.' }] },
    { name: 'blind\u001b[2J', status: 'Unknown', reasons: [{ code: 'Unreadable', message: 'GetRole was throttled.' }] },
    { name: 'fine', status: 'InSync' },
  ],
  problems: [
    { file: 'bad.yaml', line: 7, column: 3, path: '/spec', message: 'unknown key', severity: 'error' },
    { file: 'odd.yaml', line: 1, column: 1, path: '', message: 'looks odd', severity: 'warning' },
  ],
};

const CALLS = { ListRoles: 2, GetRole: 3 };

describe('The line of a run', () => {
  const line = runLine(donePass(GIVEN, {}, { requeued: [{ kind: 'schedule' }] }), CALLS);

  test('tells its whole story', () => {
    expect(line).toEqual({
      runId: 'run-7',
      trigger: 'PutRolePolicy',
      scope: 'all',
      mode: 'enforce',
      complete: false,
      roles: { Corrected: 1, Failed: 1, Refused: 1, Unknown: 1, InSync: 1 },
      drift: { wider: 1, narrower: 0, different: 0, same: 0 },
      writes: { UpdateAssumeRolePolicy: 2, TagRole: 1 },
      calls: CALLS,
      milliseconds: 2500,
      refused: ['fighting'],
      backingOff: ['fighting'],
      brake: null,
      requeued: 1,
      withoutState: false,
      notices: ['The kill switch cannot be read, so this pass writes nothing.'],
    });
  });

  test('holds no document and no value', () => {
    expect(JSON.stringify([line, runWarnings(donePass(GIVEN))])).not.toMatch(/Statement|secretsmanager/);
  });

  test('names at most twenty roles, and says how many more there are', () => {
    const roles = Array.from({ length: 23 }, (_, index) => ({ name: `role-${index}`, status: 'Refused' as const }));
    const { refused } = runLine(donePass({ roles }), {});
    expect([refused.length, refused[0], refused[20]]).toEqual([21, 'role-0', 'and 3 more']);
  });

  test('says when nothing was remembered', () => {
    const [run] = donePass(GIVEN).state.runs;
    expect(runLine(donePass(GIVEN, { runs: run ? [run] : [] }), {}).withoutState).toBe(true);
  });

  test('names the plan that the brake holds', () => {
    const brake = { hash: '0123456789abcdef', message: 'Too many.', since: '2026-11-22T07:00:00.000Z' };
    expect(runLine(donePass(GIVEN, { brake }), {}).brake).toBe('0123456789abcdef');
  });
});

describe('Warnings', () => {
  test('one for each kind of thing, in words that a terminal shows as they are', () => {
    expect(runWarnings(donePass(GIVEN))).toEqual([
      { message: 'role backs off', about: { roles: ['fighting: It keeps coming back.'] } },
      { message: 'role cannot be judged', about: { roles: ['blind\\u001b[2J: GetRole was throttled.'] } },
      { message: 'write failed', about: { roles: ['failed: IAM refused TagRole.'] } },
      { message: 'spec is wrong', about: { at: ['bad.yaml:7: unknown key'] } },
    ]);
  });

  test('the brake and the path of events come from what is remembered', () => {
    const brake = { hash: 'abc', message: 'Too many.', since: '2026-11-22T07:00:00.000Z' };
    const state = { brake, eventPathBrokenSince: '2026-11-22T06:00:00.000Z' };
    expect(runWarnings(donePass({ roles: [] }, state))).toEqual([
      { message: 'brake holds', about: { hash: 'abc', since: '2026-11-22T07:00:00.000Z', why: 'Too many.' } },
      { message: 'event path is broken', about: { since: '2026-11-22T06:00:00.000Z' } },
    ]);
  });

  test('none when all is well', () => {
    expect(runWarnings(donePass({ roles: [{ name: 'fine', status: 'InSync' }] }))).toEqual([]);
  });
});

describe('Metrics', () => {
  const valuesOf = (...given: Parameters<typeof donePass>) =>
    Object.fromEntries(runMetrics(donePass(...given), CALLS).map(({ name, value }) => [name, value]));

  test('count roles, drift, calls and time', () => {
    expect(valuesOf(GIVEN)).toEqual({
      RolesInvalid: 0,
      RolesSuspended: 0,
      RolesUnknown: 1,
      RolesFailed: 1,
      RolesRefused: 1,
      RolesProgressing: 0,
      RolesCorrected: 1,
      RolesDrifted: 0,
      RolesOrphaned: 0,
      RolesInSync: 1,
      DriftWider: 1,
      DriftNarrower: 0,
      DriftDifferent: 0,
      DriftSame: 0,
      RolesBackingOff: 1,
      IamCalls: 5,
      IamWrites: 3,
      BrakeHeld: 0,
      EventPathBroken: 0,
      PassDuration: 2500,
      AgeOfLastSuccess: 2.5,
    });
  });

  test('a pass over one role counts the others as they are known', () => {
    const { state } = donePass(GIVEN);
    expect(valuesOf({ roles: [{ name: 'fine', status: 'InSync' }] }, { roles: state.roles })).toMatchObject({ RolesFailed: 1 });
  });

  test('the brake and a broken path of events are one, not how long they last', () => {
    const brake = { hash: 'abc', message: 'Too many.', since: '2026-11-22T07:00:00.000Z' };
    const state = { brake, eventPathBrokenSince: '2026-11-22T06:00:00.000Z' };
    expect(valuesOf(GIVEN, state)).toMatchObject({ BrakeHeld: 1, EventPathBroken: 1 });
  });

  test('as long as nothing succeeded, and only then, the first run that is remembered counts', () => {
    const [run] = donePass(GIVEN).state.runs;
    const runs = run ? [run, { ...run, startedAt: '2026-11-22T07:00:00.000Z' }] : [];
    expect(valuesOf(GIVEN, { lastSuccess: null, runs })).toMatchObject({ AgeOfLastSuccess: 3602.5 });
    expect(valuesOf(GIVEN, { runs })).toMatchObject({ AgeOfLastSuccess: 2.5 });
    expect(valuesOf(GIVEN, { lastSuccess: null, runs: [] })).toMatchObject({ AgeOfLastSuccess: 0 });
  });
});
