import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { openChannels } from '../../../adapters/channels/open-channels.ts';
import type { Wording } from '../../../adapters/channels/wording.ts';
import { alertWording } from '../../../report/alerts/alert-wording.ts';
import { notice } from '../../report/alerts-given.ts';
import { BILLING, ORDERS, patience, pending } from './messages.ts';

const sns = mockClient(SNSClient);
const events = mockClient(EventBridgeClient);
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const WORDING: Wording = alertWording(null);

beforeEach(() => {
  sns.reset();
  events.reset();
});

function channels(wording = WORDING, eventBus: string | undefined = 'default') {
  const client = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  return openChannels({ secret: undefined, defaultChannel: undefined, eventBus, client, wording, patience: patience() });
}

async function send(name: string, wording = WORDING) {
  const channel = await channels(wording).open(name);
  return channel?.send(pending(ORDERS, BILLING), {});
}

describe('A topic', () => {
  test('is told machines and people apart, in its own region', async () => {
    sns.on(PublishCommand).resolves({});
    expect(await send(`sns:${TOPIC}`)).toEqual({ sent: true, threads: {} });
    const [call] = sns.commandCalls(PublishCommand);
    const input = call?.args[0].input;
    expect(input).toMatchObject({
      TopicArn: TOPIC,
      MessageStructure: 'json',
      Subject: 'Rolecall: 2 new in account 111122223333, high at worst',
    });
    const bodies = JSON.parse(input?.Message ?? '');
    expect(JSON.parse(bodies.default)).toMatchObject({
      kind: 'AlertEvents',
      events: [{ notice: 'opened' }, { notice: 'opened' }],
    });
    expect(bodies.email).toMatch(/NEW, HIGH: orders/);
    expect(input?.MessageAttributes?.severity).toEqual({ DataType: 'String.Array', StringValue: '["high"]' });
    expect(await call?.thisValue.config.region()).toBe('eu-central-1');
  });

  test('that keeps an order gets one, and the same message twice only once', async () => {
    sns.on(PublishCommand).resolves({});
    await send(`sns:${TOPIC}.fifo`);
    await send(`sns:${TOPIC}.fifo`);
    const ids = sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
    expect(ids[0]).toMatchObject({ MessageGroupId: 'rolecall' });
    expect(new Set(ids.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size).toBe(1);
  });

  test.each([
    ['AuthorizationErrorException', 'access is denied. Grant sns:Publish on it.'],
    ['NotFoundException', 'there is no such topic. Check its ARN in the routes.'],
  ])('that is gone or not ours takes nothing at all: %s', async (name) => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: 403 } }));
    expect(await send(`sns:${TOPIC}`)).toMatchObject({ sent: false, isFinal: true, isClosed: true });
  });

  test('that refuses our credentials may take it with others', async () => {
    const error = { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } };
    sns.on(PublishCommand).rejects(Object.assign(new Error('no'), error));
    expect(await send(`sns:${TOPIC}`)).not.toHaveProperty('isClosed');
  });

  test.each([
    ['AuthorizationErrorException', 'access is denied. Grant sns:Publish on it.'],
    ['NotFoundException', 'there is no such topic. Check its ARN in the routes.'],
  ])('that does not take it says why, and what to do: %s', async (name, why) => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('no'), { name }));
    const reason = `The topic ${TOPIC} did not take a message: ${why}`;
    expect(await send(`sns:${TOPIC}`)).toEqual({ sent: false, reason, said: { notices: [], threads: {} } });
  });
});

test('What a topic does not take holds up nothing but itself', async () => {
  sns
    .on(PublishCommand)
    .callsFake(({ Message }) =>
      Message.includes('orders')
        ? Promise.reject(
            Object.assign(new Error('no'), { name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } }),
          )
        : {},
    );
  expect(await send(`sns:${TOPIC}`)).toMatchObject({
    sent: false,
    isFinal: true,
    reason: expect.stringMatching(/ Everything else was said\.$/),
    said: { notices: [BILLING] },
  });
});

describe('A bus', () => {
  const many = (count: number, differences: object = {}) =>
    Array.from({ length: count }, (_, index) => notice({ violation: { name: `role-${index}`, ...differences } }));
  const sendMany = async (notices: ReturnType<typeof many>) => (await channels().open('events'))?.send(pending(...notices), {});
  const calls = () => events.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);

  test('is told ten at a time', async () => {
    events.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }));
    expect(await sendMany(many(23))).toEqual({ sent: true, threads: {} });
    expect(calls().map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(calls()[0]?.[0]).toMatchObject({ EventBusName: 'default', Source: 'rolecall', DetailType: 'Rolecall Alert Opened' });
  });

  test('is told no more at once than it takes', async () => {
    events.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }));
    expect(await sendMany(many(5, { message: 'x'.repeat(100 * 1024) }))).toMatchObject({ sent: true });
    expect(calls().map((entries) => entries.length)).toEqual([2, 2, 1]);
  });

  test('that takes some is told only the others again', async () => {
    const notices = many(3);
    events
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ EventId: 'e' }, { ErrorCode: 'InternalFailure' }, { EventId: 'e' }] });
    const reason = 'The event bus default did not take what was sent: it refused 1 of 3 events (InternalFailure).';
    expect(await sendMany(notices)).toEqual({ sent: false, reason, said: { notices: [notices[0], notices[2]], threads: {} } });
  });

  test('that cannot be reached keeps all for the next run', async () => {
    events.on(PutEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    const sent = await sendMany(many(2));
    expect(sent).toMatchObject({
      sent: false,
      said: { notices: [] },
      reason: expect.stringMatching(/access is denied\. Grant events:PutEvents/),
    });
  });

  test('that nobody asked for is told nothing, and nothing waits for it', async () => {
    const channel = await openChannels({
      secret: undefined,
      defaultChannel: undefined,
      eventBus: undefined,
      client: {},
      wording: WORDING,
      patience: patience(),
    }).open('events');
    expect(await channel?.send(pending(ORDERS), {})).toEqual({ sent: true, threads: {} });
    expect(calls()).toEqual([]);
  });
});

test.each(['default', '#alerts', 'sns:alerts'])('There is no channel %s without its settings', async (name) => {
  expect(await channels().open(name)).toBeUndefined();
});
