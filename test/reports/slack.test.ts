import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { channelsOnUse } from '../../handlers/channels/channels-on-use.ts';
import { NotTold, report } from '../../handlers/report.ts';
import { newContext } from '../handlers/doubles.ts';
import { ReportFunction } from '../handlers/report-doubles.ts';
import { fullState } from '../report/status/full-state.ts';
import { shownText } from '../slack/read-message.ts';
import { type Fault, SlackServer } from '../slack/slack-server.ts';

const DAYS = 5;
/** Seconds after which Lambda tries again. */
const RETRIES = [60, 120];
const TOKEN = 'xoxb-planted-secret';
const HOSTILE = '<!channel> @here <@U1> `\u202e&';

const server = new SlackServer();
const ssm = mockClient(SSMClient);

beforeAll(async () => {
  await server.start();
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: TOKEN } });
});
afterAll(() => server.stop());

/** The function, and a channel of Slack's. */
function newReports(): ReportFunction {
  server.forget();
  server.tokens.add(TOKEN);
  const drift = [{ unit: HOSTILE, kind: 'different', access: 'wider', severity: 'critical' }] as const;
  const state = fullState({ roles: [{ name: HOSTILE, status: 'Drifted', drift }] });
  return new ReportFunction({ state, settings: { reportChannels: ['default'] } });
}

const settings = () => ({
  slackSecret: '/rolecall/slack',
  alertChannel: '#alerts',
  eventBus: undefined,
  slackApiUrl: `${server.address}/api/`,
});

/** One try of a day's report. @returns whether Lambda would leave it at that */
async function tryOnce(reports: ReportFunction, at: string): Promise<boolean> {
  const clients = { ssm: async () => new SSMClient({ region: 'eu-west-1' }) };
  const world = { ...reports.world, channels: channelsOnUse(settings(), clients, {}) };
  const { settings: all, observer } = reports;
  const ended = await report({ at }, newContext(), { world, settings: all, observer }).catch((error: unknown) => error);
  if (ended !== undefined && !(ended instanceof NotTold)) throw ended;
  return ended === undefined;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'none' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 502, 503) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rateLimited' as const), seconds: fc.constantFrom(1, 100, undefined) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('closed' as const), taken: fc.boolean() }) },
);

/** A day's report, as often as Lambda tries, with Slack well again at the last try; and once more for nothing. */
async function liveOneDay(reports: ReportFunction, at: string, faults: readonly Fault[]): Promise<number> {
  server.faults.splice(0, server.faults.length, ...faults);
  const before = server.taken.length;
  for (const seconds of [86_400, ...RETRIES]) {
    reports.clock.advance(seconds);
    if (seconds === RETRIES.at(-1)) server.faults.length = 0;
    if (await tryOnce(reports, at)) break;
  }
  await tryOnce(reports, at);
  return server.taken.length - before;
}

describe('Slack', () => {
  test('reads of each day’s report once, whatever befalls it on the way, and once more only where it took a message without an answer', async () => {
    const seen = { reports: 0, requests: 0, doubles: 0 };
    const oneLife = async (days: readonly (readonly Fault[])[]) => {
      const reports = newReports();
      for (const [day, faults] of days.entries()) {
        const taken = await liveOneDay(reports, `2026-11-${10 + day}T06:00:00Z`, faults);
        const unanswered = faults.filter((one) => one.kind === 'closed' && one.taken).length;
        expect(taken).toBeGreaterThanOrEqual(1);
        expect(taken).toBeLessThanOrEqual(1 + unanswered);
        seen.reports += 1;
        seen.doubles += taken - 1;
      }
      seen.requests += server.requests;
      expect(JSON.stringify([reports.lines, ...reports.reports.texts.values()])).not.toContain(TOKEN);
    };
    const days = fc.array(fc.array(fault, { maxLength: 9 }), { minLength: DAYS, maxLength: DAYS });
    await fc.assert(fc.asyncProperty(days, oneLife), { numRuns: Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) });
    console.info(`${seen.reports} reports, ${seen.requests} requests, ${seen.doubles} reports read twice`);
  }, 60_000);

  test('pings nobody and is misled by no name', async () => {
    const reports = newReports();
    await tryOnce(reports, '2026-11-22T06:00:00Z');
    await tryOnce(reports, '2026-11-22T06:01:00Z');
    const [, message] = server.taken;
    expect(message?.text).not.toMatch(/[<>@`]|:\/\//);
    expect(shownText(message?.blocks ?? [])).toContain('\\u202e');
  });

  test('that refuses for good is no reason for Lambda to try again', async () => {
    const reports = newReports();
    server.channels.delete('#alerts');
    expect(await tryOnce(reports, '2026-11-22T06:00:00Z')).toBe(true);
    server.channels.add('#alerts');
    expect(reports.lines.at(-1)?.[2]).toMatchObject({ channel: 'default', why: expect.stringContaining('channel_not_found') });
    expect(reports.metrics.ReportChannelsFailing).toBe(1);
  });
});
