import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { alertObject } from '../../adapters/state/s3-alert-store.ts';
import type { AlertState } from '../../controller/alerts/alert.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import { violation } from '../alerts/alert-world.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const alerts = alertObject(client, { bucket: 'state', prefix: 'alerts' }, '111122223333');

const AT = '2026-01-01T00:00:00.000Z';
const OPEN = violation('orders', {
  by: { who: 'jane', via: null, at: AT, eventId: 'e' },
  values: { desired: 1, observed: null },
});
const STATE: AlertState = {
  apiVersion: 'rolecall/v1',
  kind: 'AlertState',
  account: '111122223333',
  observedAt: AT,
  alerts: {
    [OPEN.key]: { violation: OPEN, openedAt: AT, told: { default: { at: AT, value: 'a', severity: 'high', wider: true } } },
  },
  pending: [
    {
      channel: 'default',
      notices: [{ kind: 'opened', violation: OPEN, openedAt: AT, at: AT, times: 2, firstLook: 'roles' }],
      claim: { run: '1', until: AT, notices: 1 },
    },
  ],
  failing: { 'reads/orders': { runs: 1, since: AT, lastRun: '1', violation: OPEN } },
  threads: { default: { [OPEN.key]: '1.1' } },
  firstLooks: { roles: { since: AT, isOver: false } },
};

/** As it is stored: what is wrong once, and where it lies wherever it is spoken of. */
const STORED = {
  ...STATE,
  violations: [OPEN],
  alerts: { [OPEN.key]: { ...STATE.alerts[OPEN.key], violation: 0 } },
  pending: STATE.pending.map((one) => ({ ...one, notices: one.notices.map((notice) => ({ ...notice, violation: 0 })) })),
  failing: { 'reads/orders': { ...STATE.failing['reads/orders'], violation: 0 } },
};

const serviceError = (name: string) => new S3ServiceException({ name, $fault: 'client', $metadata: {}, message: '' });

function holds(bytes: Uint8Array | string): void {
  s3.on(GetObjectCommand).resolves({ ETag: '"one"', Body: { transformToByteArray: async () => Buffer.from(bytes) } as never });
}

beforeEach(() => void s3.reset());

test('Alerts are one zipped object, and read as they were written', async () => {
  s3.on(PutObjectCommand).resolves({ ETag: '"two"' });
  await alerts.write(STATE, undefined);
  const { input } = s3.commandCalls(PutObjectCommand)[0]?.args[0] ?? {};
  expect(input).toMatchObject({ Bucket: 'state', Key: 'alerts/state.json.gz', IfNoneMatch: '*' });
  expect(JSON.parse(gunzipSync(input?.Body as Uint8Array).toString())).toEqual(STORED);
  holds(input?.Body as Uint8Array);
  const read = await alerts.read();
  expect(read).toEqual({ value: STATE, version: '"one"' });
  expect(read?.value.pending[0]?.notices[0]?.violation).toBe(read?.value.alerts[OPEN.key]?.violation);
});

test('Only where there is no object nothing was ever told', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ $metadata: {}, message: '' }));
  expect(await alerts.read()).toBeUndefined();
});

test.each(['AccessDenied', 'SlowDown', 'NoSuchBucket'])('%s does not mean that nothing was told', async (name) => {
  s3.on(GetObjectCommand).rejects(serviceError(name));
  await expect(alerts.read()).rejects.toThrow(StateUnreadable);
});

const damaged = ({ alerts: _, ...rest }: typeof STORED) => rest;
const [PENDING] = STORED.pending;

test.each<[string, unknown]>([
  ['that is something else', []],
  ['of another kind', { ...STORED, kind: 'ControllerState' }],
  ['without alerts', damaged(STORED)],
  ['with an unknown severity', { ...STORED, violations: [{ ...OPEN, severity: 'bad' }] }],
  ['that does not say who was told', { ...STORED, alerts: { a: { violation: 0, openedAt: AT } } }],
  ['that speaks of a violation that is not there', { ...STORED, violations: [] }],
  ['with a claim that never ends', { ...STORED, pending: [{ ...PENDING, claim: { run: '1', until: 'never', notices: 1 } }] }],
])('A memory %s says what to do', async (_, state) => {
  holds(gzipSync(JSON.stringify(state)));
  await expect(alerts.read()).rejects.toThrow(StateUnreadable);
  await expect(alerts.read()).rejects.toThrow(
    /^The memory of alerts s3:\/\/state\/alerts\/state\.json\.gz cannot be used: .*restore an earlier version/,
  );
});

test('What is no JSON says what to do as well', async () => {
  holds(gzipSync('{'));
  await expect(alerts.read()).rejects.toThrow(/cannot be used: it is no JSON\. If it is damaged, restore/);
});

test('The alerts of another account are not taken', async () => {
  holds(gzipSync(JSON.stringify({ ...STORED, account: '999999999999' })));
  await expect(alerts.read()).rejects.toThrow('they are the alerts of account 999999999999, and this is 111122223333');
});

test('What another run wrote first is a conflict', async () => {
  s3.on(PutObjectCommand).rejects(serviceError('PreconditionFailed'));
  holds(gzipSync(JSON.stringify(STORED)));
  await expect(alerts.write(STATE, '"zero"')).rejects.toThrow(StateConflict);
});
