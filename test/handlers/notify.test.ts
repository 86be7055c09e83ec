import { describe, expect, test } from '@jest/globals';
import { indexCodec, resultCodec } from '../../controller/audit/state/codec.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { printable } from '../../report/escaping/printable.ts';
import { auditsOf } from '../alerts/observed-case.ts';
import { Deployment } from './notify-doubles.ts';

const GONE = 'The bucket is gone.';
const ACKNOWLEDGED = { batchItemFailures: [] };

const told = ({ lines }: Deployment) => lines.filter(([, message]) => message === 'told').map(([, , about]) => about);
const warnings = ({ lines }: Deployment) => lines.filter(([level]) => level === 'warn');

async function tampered(): Promise<Deployment> {
  const deployment = await Deployment.settled();
  await deployment.tamper();
  return deployment;
}

describe('What is wrong', () => {
  test('is told each channel in one digest by the first wake-up', async () => {
    const deployment = await tampered();
    expect(await deployment.wake()).toEqual(ACKNOWLEDGED);
    for (const name of ['default', 'events']) {
      expect(deployment.channel(name).said).toEqual(['digest: opened']);
      expect(deployment.channel(name).messages[0]?.notices[0]?.violation).toMatchObject({
        what: 'trustPolicy',
        severity: 'critical',
      });
    }
  });

  test('is not told again, and nobody is opened to be told nothing', async () => {
    const deployment = await tampered();
    await deployment.wake();
    deployment.opened.length = 0;
    await deployment.wake();
    await deployment.pass();
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened']);
    expect(deployment.opened).toEqual([]);
  });

  test('is told as resolved, once, when it is over', async () => {
    const deployment = await tampered();
    await deployment.wake();
    await deployment.correct();
    await deployment.wake();
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened', 'resolved']);
    expect(deployment.channel('events').said).toEqual(['digest: opened', 'resolved']);
    expect(deployment.metrics).toMatchObject({ OpenAlertsCritical: 0, NoticesWaiting: 0 });
  });

  test('that a channel does not take is told with the next wake-up, and only there', async () => {
    const deployment = await tampered();
    deployment.channel('default').outage = 'Slack did not answer.\u0007';
    expect(await deployment.wake()).toEqual(ACKNOWLEDGED);
    expect(warnings(deployment)).toEqual([
      ['warn', 'channel failed', { channel: 'default', notices: '1', why: printable('Slack did not answer.\u0007') }],
    ]);
    expect(deployment.metrics).toMatchObject({ ChannelsFailing: 1, NoticesWaiting: 1, NoticesSent: 1, OpenAlertsCritical: 1 });
    deployment.channel('default').outage = undefined;
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened']);
    expect(deployment.channel('events').said).toEqual(['digest: opened']);
    expect(deployment.metrics).toMatchObject({ ChannelsFailing: 0, NoticesWaiting: 0, NoticesSent: 1 });
  });

  test('is logged in one line, in numbers', async () => {
    const deployment = await tampered();
    await deployment.wake();
    await deployment.wake();
    expect(told(deployment)).toEqual([
      {
        channels: [
          { channel: 'events', notices: 1, sent: true },
          { channel: 'default', notices: 1, sent: true },
        ],
        waiting: 0,
        open: { critical: 1 },
        auditsIncomplete: false,
      },
      { channels: [], waiting: 0, open: { critical: 1 }, auditsIncomplete: false },
    ]);
    expect(deployment.metrics).toMatchObject({ OpenAlertsCritical: 1, OpenAlertsHigh: 0, OpenAlertsInfo: 0, ChannelsFailing: 0 });
  });
});

describe('The first sweep', () => {
  test('is still to come where nobody has looked at anything', async () => {
    const deployment = new Deployment();
    await deployment.wake();
    expect(told(deployment)).toEqual([{ channels: [], waiting: 0, open: {}, auditsIncomplete: false }]);
    for (let pass = 0; pass < 3; pass += 1) await deployment.pass();
    await deployment.tamper();
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened']);
  });
});

describe('The first sweep over task definitions', () => {
  const RULE = { rule: 'AdminAccess', severity: 'critical', message: 'It is admin' } as const;

  /** The sweep found so many families to be wrong. */
  function sweep({ audits }: Deployment, families: number, sweptAt: string | null): void {
    const given = Array.from({ length: families }, (_, index) => ({ family: `family-${index}`, own: { findings: [RULE] } }));
    const { index, results } = auditsOf(given, sweptAt);
    audits.texts.set('index', indexCodec(index.account).text(index));
    for (const one of results) audits.texts.set(`${one.region}/${one.family}/${one.revision}`, resultCodec.text(one));
  }

  test('is told once it is over, and all else meanwhile', async () => {
    const deployment = await tampered();
    sweep(deployment, 2, null);
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened']);
    expect(deployment.channel('events').said).toEqual(['digest: opened, opened, opened']);
    expect(deployment.audits.reads.filter((name) => name === 'index')).toHaveLength(1);
    expect(deployment.metrics).toMatchObject({ NoticesWaiting: 2, OpenAlertsCritical: 3 });
    sweep(deployment, 3, '2026-11-22T06:00:00.000Z');
    await deployment.wake();
    expect(deployment.channel('default').said).toEqual(['digest: opened', 'digest: opened, opened, opened']);
    expect(deployment.metrics).toMatchObject({ NoticesWaiting: 0 });
  });
});

describe('Two runs at once', () => {
  test('leave nothing unsaid: what one finds while the other is sending, the other says next', async () => {
    const deployment = await tampered();
    const { state } = deployment.controller.ports;
    const wrong = state.state;
    await deployment.correct();
    const right = state.state;
    if (wrong === undefined || right === undefined) throw new Error('The controller remembers nothing.');
    state.put(wrong);
    const channel = deployment.channel('default');
    const send = channel.send.bind(channel);
    channel.send = async (pending) => {
      channel.send = send;
      const sent = await send(pending);
      state.put(right);
      await deployment.wake({ awsRequestId: 'other', getRemainingTimeInMillis: () => 300_000 });
      expect(channel.said).toEqual(['digest: opened']);
      return sent;
    };
    await deployment.wake();
    expect(channel.said).toEqual(['digest: opened', expect.stringMatching(/resolved$/)]);
    expect(deployment.metrics).toMatchObject({ NoticesWaiting: 0, OpenAlertsCritical: 0 });
  });
});

describe('Where something cannot be read', () => {
  test.each<[string, (deployment: Deployment) => void]>([
    ['the state', ({ controller }) => Object.assign(controller.ports.state, { outage: GONE })],
    ['the index of audits', ({ audits }) => Object.assign(audits, { outage: GONE })],
    ['what people were told', ({ alerts }) => Object.assign(alerts, { read: () => Promise.reject(new StateUnreadable(GONE)) })],
  ])('%s: nothing is said, and the messages come again', async (_, breaks) => {
    const deployment = await tampered();
    breaks(deployment);
    await expect(deployment.wake()).rejects.toThrow(StateUnreadable);
    expect(deployment.opened).toEqual([]);
    expect(deployment.metrics).toEqual({});
  });

  test('a deployment without any state says nothing and resolves nothing', async () => {
    const deployment = await tampered();
    await deployment.wake();
    deployment.controller.ports.state.lose();
    expect(await deployment.wake()).toEqual(ACKNOWLEDGED);
    expect(deployment.channel('default').said).toEqual(['digest: opened']);
    expect(deployment.metrics.OpenAlertsCritical).toBe(1);
  });
});

describe('Where there is no channel', () => {
  test('for people, the log says so, and machines are told all the same', async () => {
    const deployment = await tampered();
    deployment.channels.delete('default');
    expect(await deployment.wake()).toEqual(ACKNOWLEDGED);
    expect(warnings(deployment)).toEqual([
      ['warn', 'channel failed', { channel: 'default', notices: '1', why: expect.stringContaining('no such channel') }],
    ]);
    expect(deployment.channel('events').said).toEqual(['digest: opened']);
    expect(deployment.metrics).toMatchObject({ ChannelsFailing: 1, NoticesWaiting: 0 });
  });

  test('for machines, they do not count as told', async () => {
    const deployment = await tampered();
    deployment.settings = { ...deployment.settings, channels: { ...deployment.settings.channels, eventBus: undefined } };
    await deployment.wake();
    expect(told(deployment)).toMatchObject([{ channels: [{ channel: 'default', notices: 1, sent: true }] }]);
    expect(deployment.metrics).toMatchObject({ NoticesSent: 1, ChannelsFailing: 0 });
  });
});

test('The time that channels have leaves enough for one request that nobody answers and for marking what was said', async () => {
  const deployment = await tampered();
  const patience: number[] = [];
  deployment.onChannels = ({ left }) => patience.push(left());
  await deployment.wake({ awsRequestId: 'run', getRemainingTimeInMillis: () => 50_000 });
  expect(patience).toEqual([30_000]);
});
