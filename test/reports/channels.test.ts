import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { openChannels } from '../../adapters/channels/open-channels.ts';
import { summaryWording } from '../../report/overview/summary-wording/summary-wording.ts';
import { patience } from '../adapters/channels/messages.ts';
import { overviewOfCase } from '../report/overview-case.ts';
import { LINK, PLACE } from './summary-given.ts';

const sns = mockClient(SNSClient);
const events = mockClient(EventBridgeClient);
const TOPIC = 'sns:arn:aws:sns:eu-central-1:111122223333:alerts';
const wording = summaryWording(overviewOfCase({ state: { roles: [{ name: 'a', status: 'InSync' }] } }), PLACE, LINK);

beforeEach(() => {
  sns.reset();
  events.reset();
});

async function send(channel: string) {
  const client = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const settings = { secret: undefined, defaultChannel: undefined, eventBus: 'default', client, wording, patience: patience() };
  const open = await openChannels(settings).open(channel);
  return open?.send({ channel, notices: [], claim: null }, {});
}

const failure = (name: string, httpStatusCode: number) => Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } });

describe('A summary', () => {
  test('goes to a topic as one message', async () => {
    sns.on(PublishCommand).resolves({});
    expect(await send(TOPIC)).toMatchObject({ sent: true });
    expect(sns.commandCalls(PublishCommand)).toHaveLength(1);
  });

  test('goes to a bus as one event', async () => {
    events.on(PutEventsCommand).resolves({ Entries: [{ EventId: 'e' }] });
    expect(await send('events')).toMatchObject({ sent: true });
    const entries = events.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
    expect(entries).toEqual([expect.objectContaining({ Source: 'rolecall', DetailType: 'Rolecall Report' })]);
  });

  test('that a bus refuses is not taken for sent, though no alert is in it', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    expect(await send('events')).toEqual({
      sent: false,
      reason: 'The event bus default did not take what was sent: it refused 1 of 1 events (InternalFailure).',
      said: { notices: [], threads: {} },
    });
  });
});

describe('A failure is final where no later try can succeed', () => {
  const isFinal = async (channel: string) => {
    const sent = await send(channel);
    return sent?.sent === false && sent.isFinal === true;
  };

  test.each([
    ['AuthorizationErrorException', 403, true],
    ['NotFoundException', 404, true],
    ['ThrottledException', 429, false],
    ['InternalErrorException', 500, false],
  ])('in a topic: %s (%i) is %j', async (name, status, final) => {
    sns.on(PublishCommand).rejects(failure(name, status));
    expect(await isFinal(TOPIC)).toBe(final);
  });

  test.each([
    ['AccessDeniedException', 400, true],
    ['ResourceNotFoundException', 400, true],
    ['ThrottlingException', 400, false],
    ['InternalException', 500, false],
  ])('on a bus: %s (%i) is %j', async (name, status, final) => {
    events.on(PutEventsCommand).rejects(failure(name, status));
    expect(await isFinal('events')).toBe(final);
  });
});
