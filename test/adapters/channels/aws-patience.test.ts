import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openChannels } from '../../../adapters/channels/open-channels.ts';
import { shareOf } from '../../../adapters/channels/patience.ts';
import { alertWording } from '../../../report/alerts/alert-wording.ts';
import { ORDERS, patience, pending } from './messages.ts';

/** Takes every connection, and never says a word. */
const sockets: Socket[] = [];
const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
beforeEach(() => {
  sockets.length = 0;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function send(name: string, milliseconds: number, others?: number) {
  const channels = openChannels({
    secret: undefined,
    defaultChannel: undefined,
    eventBus: 'default',
    client: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      region: 'eu-west-1',
    },
    wording: alertWording(null),
    patience: { left: () => milliseconds, wait: async () => undefined },
  });
  return (await channels.open(name, others))?.send(pending(ORDERS), {});
}

const LATE = { sent: false, reason: expect.stringMatching(/: there was no time left to send it\. It stays for the next run\.$/) };

test.each(['events', 'sns:arn:aws:sns:eu-west-1:111122223333:alerts'])(
  'AWS that never answers is waited for no longer than there is time: %s',
  async (name) => {
    expect(await send(name, 299.5)).toEqual({ ...LATE, said: { notices: [], threads: {} } });
    expect(sockets).toHaveLength(1);
  },
  10_000,
);

test.each(['events', 'sns:arn:aws:sns:eu-west-1:111122223333:alerts'])(
  'AWS is not called where no time is left: %s',
  async (name) => {
    expect(await send(name, 0)).toMatchObject(LATE);
    expect(sockets).toHaveLength(0);
  },
);

test('Where many others are told after it, AWS that never answers is given up early', async () => {
  expect(await send('events', 30_000, 99)).toMatchObject(LATE);
}, 5_000);

test('Where others are told after it, a channel has its share of the time that is left', async () => {
  const all = patience(90);
  const share = shareOf(all, 2);
  expect(share.left()).toBe(30);
  await share.wait(20);
  expect([share.left(), all.left()]).toEqual([10, 70]);
  expect(shareOf(all, 0).left()).toBe(70);
});
