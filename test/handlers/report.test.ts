import { describe, expect, test } from '@jest/globals';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import { scheduledAt, WrongRequest } from '../../handlers/report/report-request.ts';
import { NotTold, report } from '../../handlers/report.ts';
import type { Overview } from '../../report/overview/overview.ts';
import { checkOverview } from '../../report/overview/overview-schema.ts';
import type { GivenResult } from '../alerts/observed-case.ts';
import { run } from '../cli/console.ts';
import { DeployedAccount } from '../cli/deployed-account.ts';
import { fullState, type GivenState } from '../report/status/full-state.ts';
import { newContext } from './doubles.ts';
import { type GivenReports, ReportFunction, SIGNATURE } from './report-doubles.ts';

const AT = '2026-11-22T06:00:00Z';
const NAME = '2026-11-22T0600Z';
const EVENT = { rolecall: 'report', at: AT };

const DRIFTED: GivenState = {
  roles: [
    { name: 'billing', status: 'InSync' },
    {
      name: 'orders-task',
      status: 'Drifted',
      drift: [{ unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'critical' }],
    },
  ],
};
const ADMIN: GivenResult = {
  family: 'orders',
  own: {
    taskRole: 'orders-task',
    findings: [{ rule: 'AdminAccess', severity: 'critical', role: 'orders-task', message: 'It may do everything' }],
  },
};
const LOST: GivenResult = { family: 'lost', unread: true };

const known = (given: GivenReports = {}) => new ReportFunction({ state: fullState(DRIFTED), audits: [ADMIN], ...given });
const invoke = (reports: ReportFunction, event: unknown = EVENT) => report(event, newContext(), reports);

function overviewIn(reports: ReportFunction, name = NAME): Overview {
  const value: unknown = JSON.parse(reports.reports.texts.get(`${name}.json`) ?? 'null');
  checkOverview(value);
  return value as Overview;
}

describe('A scheduled report', () => {
  test('is kept, told in each channel, logged in one line and counted', async () => {
    const reports = known();
    await invoke(reports);
    expect([...reports.reports.texts.keys()].sort()).toEqual(
      [`${NAME}.html`, `${NAME}.json`, 'latest.html', 'latest.json', 'said'].sort(),
    );
    expect(reports.sent.map(({ channel }) => channel)).toEqual(['default', 'events']);
    expect(reports.lines).toEqual([
      [
        'info',
        'report',
        expect.objectContaining({
          name: NAME,
          made: true,
          complete: true,
          roles: expect.objectContaining({ drifted: 1, inSync: 1 }),
          audit: expect.objectContaining({ critical: 1 }),
          channels: [
            { channel: 'default', result: 'said' },
            { channel: 'events', result: 'said' },
          ],
        }),
      ],
    ]);
    expect(reports.metrics).toEqual({ ReportMade: 1, ReportChannelsFailing: 0 });
  });

  test('that is invoked again makes, says and counts nothing again', async () => {
    const reports = known();
    await invoke(reports);
    const before = new Map(reports.reports.texts);
    reports.state = fullState({ roles: [] });
    await invoke(reports);
    for (const name of [`${NAME}.json`, `${NAME}.html`, 'latest.json'])
      expect(reports.reports.texts.get(name)).toBe(before.get(name));
    expect(reports.sent).toHaveLength(2);
    expect(reports.metrics.ReportMade).toBe(0);
  });

  test('tells what changed since the one before', async () => {
    const reports = known();
    await invoke(reports);
    reports.clock.advance(24 * 3600);
    reports.state = fullState({ roles: [{ name: 'billing', status: 'InSync' }] });
    await invoke(reports, { at: '2026-11-23T06:00:00Z' });
    const { changes } = overviewIn(reports, '2026-11-23T0600Z');
    expect(changes).toMatchObject({
      since: '2026-11-22T08:00:00.000Z',
      gone: [{ subject: 'orders-task', what: 'trustPolicy' }],
    });
    expect(reports.sent.at(-1)?.mail).toContain('Gone: orders-task trustPolicy (critical).');
  });

  test.each([
    ['no JSON', '{', 'is no JSON, so it is damaged'],
    ['no report', '{}', 'is of another version of Rolecall'],
    ['one of a later version', JSON.stringify({ apiVersion: 'rolecall/v2' }), 'is of another version of Rolecall'],
  ])('after one that is %s is compared with nothing, and says so', async (_, text, why) => {
    const reports = known();
    await invoke(reports);
    reports.reports.put(`${NAME}.json`, text);
    reports.clock.advance(24 * 3600);
    await invoke(reports, { at: '2026-11-23T06:00:00Z' });
    const { changes, notices } = overviewIn(reports, '2026-11-23T0600Z');
    expect(changes).toBeNull();
    expect(notices.join()).toContain(`Nothing is compared with the report before (${NAME}): it ${why}`);
  });

  test('after one with a word that only a later version knows is compared with nothing, and names where', async () => {
    const reports = known();
    await invoke(reports);
    reports.reports.put(`${NAME}.json`, JSON.stringify({ ...overviewIn(reports), mode: 'dream' }));
    reports.clock.advance(24 * 3600);
    await invoke(reports, { at: '2026-11-23T06:00:00Z' });
    expect(overviewIn(reports, '2026-11-23T0600Z').notices.join()).toContain(
      '(mode): it is damaged, or a newer version wrote it',
    );
  });
});

describe('What is not known', () => {
  test.each([
    ['no state', undefined],
    ['a state that no pass has written yet', emptyState('111122223333')],
  ])('is told where there is %s, and nothing is called fine', async (_, state) => {
    const reports = known({ state });
    await invoke(reports);
    const { complete, notices, coverage } = overviewIn(reports);
    expect({ complete, coverage }).toEqual({ complete: false, coverage: null });
    expect(notices[0]).toMatch(/^The controller has not finished a pass yet, so nothing is known of any role\./);
    expect(reports.sent[0]?.mail).toContain('The controller has not finished a pass yet');
    expect(reports.sent[0]?.slack).not.toContain('✅');
  });

  test('is not taken for over: where the state is lost, nothing that was wrong before is gone', async () => {
    const reports = known();
    await invoke(reports);
    reports.clock.advance(24 * 3600);
    reports.state = undefined;
    await invoke(reports, { at: '2026-11-23T06:00:00Z' });
    expect(overviewIn(reports, '2026-11-23T0600Z').changes).toBeNull();
    expect(reports.sent.at(-1)?.mail).not.toContain('Gone');
  });

  test('is told where no audit has kept anything', async () => {
    const reports = known({ audits: 'none' });
    await invoke(reports);
    const { audit, notices } = overviewIn(reports);
    expect({ audit, notices }).toEqual({
      audit: null,
      notices: ['No audit has kept anything yet, so no findings are told.'],
    });
  });

  test('is told where the audits cannot be read', async () => {
    const reports = known({ audits: { why: 'The index is damaged.' } });
    await invoke(reports);
    const { audit, complete, notices } = overviewIn(reports);
    expect({ audit, complete, notices }).toEqual({
      audit: null,
      complete: false,
      notices: ['No findings of the audit are told: The index is damaged.'],
    });
  });

  test('is not reported over what is: with a state that cannot be read nothing is kept or said', async () => {
    const reports = known();
    await invoke(reports);
    const before = new Map([...reports.reports.texts].filter(([name]) => name !== 'said'));
    reports.state = 'The state cannot be read.';
    reports.clock.advance(24 * 3600);
    await expect(invoke(reports, { at: '2026-11-23T06:00:00Z' })).rejects.toThrow(StateUnreadable);
    expect(new Map([...reports.reports.texts].filter(([name]) => name !== 'said'))).toEqual(before);
    expect(reports.sent).toHaveLength(2);
  });
});

describe('A channel that fails', () => {
  test('makes the run reject with its name, once all others were told, so that Lambda tries again', async () => {
    const reports = known();
    reports.faults.set('default', { sent: false, reason: 'Slack did not answer.' });
    await expect(invoke(reports)).rejects.toThrow(
      new NotTold(`The report ${NAME} is kept, but these channels have not taken its summary yet: default.`),
    );
    expect(reports.sent.map(({ channel }) => channel)).toEqual(['events']);
    expect(reports.lines.at(-1)).toEqual(['warn', 'channel failed', { channel: 'default', why: 'Slack did not answer.' }]);
    expect(reports.metrics.ReportChannelsFailing).toBe(1);
    reports.faults.clear();
    await invoke(reports);
    expect(reports.sent.map(({ channel }) => channel)).toEqual(['events', 'default']);
  });

  test('as long as another run is telling it makes the run reject, for that run may have died', async () => {
    const reports = known();
    const claim = { by: 'another', until: '2026-11-22T08:01:00.000Z' };
    const said = [{ channel: 'default', saidAt: null, claim }];
    const all = { apiVersion: 'rolecall/v1', kind: 'SaidReports', account: '111122223333' };
    reports.reports.put('said', JSON.stringify({ ...all, reports: [{ name: NAME, run: 'run', said }] }));
    await expect(invoke(reports)).rejects.toThrow('have not taken its summary yet: default.');
    expect(reports.metrics.ReportChannelsFailing).toBe(0);
    reports.clock.advance(60);
    await invoke(reports);
    expect(reports.sent.map(({ channel }) => channel)).toEqual(['events', 'default']);
  });

  test('for good only warns and counts, for no retry helps', async () => {
    const reports = known();
    reports.faults.set('default', { sent: false, reason: 'Slack refused the message (is_archived).', isFinal: true });
    await invoke(reports);
    expect(reports.lines.at(-1)?.slice(0, 2)).toEqual(['warn', 'channel failed']);
    expect(reports.metrics.ReportChannelsFailing).toBe(1);
  });
});

describe('The link', () => {
  const CONSOLE = `https://eu-west-1.console.aws.amazon.com/s3/object/state?region=eu-west-1&prefix=reports/${NAME}.html`;

  test("is the console's, for people and machines", async () => {
    const reports = known();
    await invoke(reports);
    const [{ slack = '', mail = '', bus = '{}' } = {}] = reports.sent;
    expect(JSON.parse(bus)).toMatchObject({
      url: CONSOLE,
      files: { json: `s3://state/reports/${NAME}.json`, html: `s3://state/reports/${NAME}.html` },
    });
    for (const text of [slack, mail]) expect(text).toContain(CONSOLE);
  });

  test('that opens by itself is for people only, says until when, and is neither logged nor kept', async () => {
    const reports = known({ settings: { linkHours: 12, reportChannels: ['default', '#late'] } });
    reports.faults.set('#late', { sent: false, reason: 'It does not answer.' });
    await expect(invoke(reports)).rejects.not.toThrow('X-Amz');
    const [{ slack = '', mail = '', bus = '' } = {}] = reports.sent;
    for (const text of [slack, mail]) {
      expect(text).toContain(`${NAME}.html?X-Amz-Expires=43200&${SIGNATURE}`);
      expect(text).toContain('works until 2026-11-22 20:00 UTC at the latest');
    }
    expect(JSON.parse(bus).url).toBe(CONSOLE);
    const elsewhere = JSON.stringify([[...reports.reports.texts], reports.lines, bus]);
    expect(elsewhere).not.toContain('X-Amz');
  });
});

describe('One way to make reports', () => {
  /** `rolecall report` at the same moment, of the same knowledge. */
  async function byHand(state: GivenState, audits: AuditStore, format: string): Promise<string> {
    const account = new DeployedAccount({ state: fullState(state) });
    const connect: typeof account.connect = async (settings) => ({
      ...(await account.connect(settings)),
      auditStore: async () => audits,
    });
    return (await run(['report', '--format', format], { connect })).stdout;
  }

  test.each([
    ['json', [ADMIN]],
    ['html', [ADMIN]],
    ['json', [ADMIN, LOST]],
    ['json', 'none'],
    ['json', { why: 'The index is damaged.' }],
  ] satisfies [string, NonNullable<GivenReports['audits']>][])(
    'the scheduled one is, letter by letter, the one on the command line: %s of %j',
    async (format, audits) => {
      const reports = known({ audits });
      await invoke(reports);
      const texts = reports.reports.texts;
      expect(texts.get(`${NAME}.${format}`)).toBe(await byHand(DRIFTED, reports.audits, format));
      expect(texts.get(`latest.${format}`)).toBe(texts.get(`${NAME}.${format}`));
    },
  );
});

describe('What the function is invoked with', () => {
  const now = new Date('2026-11-22T08:00:00Z');

  test.each([{}, null, 'report', [[]], { rolecall: 'report' }, { at: null }, { at: '' }])('may leave the time out: %j', (event) =>
    expect(scheduledAt(event, now)).toBeUndefined(),
  );

  test.each(['2026-11-22T06:00:00Z', '2026-11-22T06:00:00.123456789Z', '2026-11-22T06:00Z', '2026-11-22T08:04:59Z'])(
    'may name a time: %s',
    (at) => expect(scheduledAt({ at }, now)?.toISOString().slice(0, 16)).toBe(at.slice(0, 16)),
  );

  test.each([
    ['<aws.scheduler.scheduled-time>', /"at" is no time: "<aws\.scheduler\.scheduled-time>"\. Write when/],
    [5, /^"at" is no time: 5\. Write when the report is for, as in 2026-11-23T06:00:00Z, or leave it out for now\.$/],
    [[], /^"at" is no time: \[\]\. Write when/],
    [{ at: [] }, /^"at" is no time: \{"at":\[\]\}\. Write when/],
    [true, /^"at" is no time: true\. Write when/],
    ['x', /^"at" is no time: "x"\. Write when/],
    ['2026-13-45T06:00:00Z', /is no time/],
    ['../../x', /is no time/],
    ['2026-11-22', /is no time/],
    ['2026-11-22T08:05:01Z', /is still to come/],
    ['2099-01-01T00:00:00Z', /is still to come/],
  ])('is refused for a time that is none, or is still to come: %j', (at, message) => {
    expect(() => scheduledAt({ at }, now)).toThrow(WrongRequest);
    expect(() => scheduledAt({ at }, now)).toThrow(message);
  });
});
