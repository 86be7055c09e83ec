import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../../controller/events/message-of.ts';
import { type MessageReading, readMessage } from '../../../controller/events/read-message.ts';
import type { Request } from '../../../controller/request.ts';
import { OWN_ROLE } from '../../events/fixtures.ts';

const AT = '2026-01-15T09:15:22Z';
const IAM = { rolecall: 'iam', call: 'DeleteRole', role: 'orders-task', at: AT, eventId: 'fe2a5873' };
const ROLE = 'cannot be the name of a role in IAM: 1 to 64 letters, digits and _ + = , . @ -';

const read = (message: unknown): MessageReading => readMessage(JSON.stringify(message), OWN_ROLE);

describe('What is malformed says why, without the text of the message', () => {
  test.each<[unknown, string]>([
    ['text', 'it is no JSON object'],
    [[IAM], 'it is no JSON object'],
    [null, 'it is no JSON object'],
    [{}, 'rolecall is none of schedule, s3, ssm, iam, reconcile, approve, resume, accept'],
    [{ rolecall: 'constructor' }, 'rolecall is none of schedule, s3, ssm, iam, reconcile, approve, resume, accept'],
    [{ rolecall: ['iam'] }, 'rolecall is none of schedule, s3, ssm, iam, reconcile, approve, resume, accept'],
    [{ ...IAM, role: 'no role' }, `role ${ROLE}`],
    [{ ...IAM, role: 'r'.repeat(65) }, `role ${ROLE}`],
    [{ ...IAM, role: 'orders\u001b[31m' }, `role ${ROLE}`],
    [{ ...IAM, at: 'yesterday' }, 'at is no time as in 2026-01-15T09:15:22Z'],
    [{ ...IAM, call: null }, 'call is missing'],
    [{ ...IAM, eventId: undefined }, 'eventId is missing'],
    [{ rolecall: 's3', bucket: 'A/B', key: 'a.yaml', at: AT }, 'bucket is no name of a bucket'],
    [{ rolecall: 's3', bucket: 'specs', key: ['a.yaml'], at: AT }, 'key is missing'],
    [{ rolecall: 's3', bucket: 'specs', key: `${'k'.repeat(1024)}.yaml`, at: AT }, 'key is too long'],
    [{ rolecall: 'ssm', name: 'a b', at: AT }, 'name is no name of a parameter'],
    [{ rolecall: 'reconcile', roles: [] }, 'roles is empty'],
    [{ rolecall: 'reconcile', roles: 'orders-task' }, 'roles is no list of names'],
    [{ rolecall: 'reconcile', roles: ['fine', 'a/b'] }, `roles.1 ${ROLE}`],
    [{ rolecall: 'approve', hash: 'a b' }, 'hash is no id'],
    [{ rolecall: 'resume' }, 'role is no text'],
  ])('%j', (message, malformed) => expect(read(message)).toEqual({ malformed }));

  test('more than a queue can hold', () => {
    expect(readMessage(`{"rolecall":"schedule"}${' '.repeat(1_048_576)}`, OWN_ROLE)).toEqual({
      malformed: 'it is no JSON object',
    });
  });
});

describe('What is there is read, whatever surrounds it', () => {
  test('unknown keys are passed over', () => {
    expect(read({ rolecall: 'schedule', rule: 'new' })).toEqual({ request: { kind: 'schedule' } });
  });

  test('lists, objects and numbers where text belongs count as left out', () => {
    const odd = { ...IAM, role: { a: 1 }, policyName: ['a'], policyArn: 7, userName: {}, principal: ['x'], arn: false };
    expect(read(odd)).toMatchObject({ request: { role: null, policyName: null, policyArn: null, who: { who: 'unknown' } } });
  });

  test('holes are mended, and colons inside text are no holes', () => {
    const body = `{"rolecall":"iam","call":"DeleteRole","role":,"userName":"a:,b\\":}","at":"${AT}","eventId":"e1","error":}`;
    expect(readMessage(body, OWN_ROLE)).toMatchObject({ request: { role: null, who: { who: 'a:,b":}' } } });
  });

  test('a text that nobody closes takes no long time', () => {
    const started = performance.now();
    readMessage(`{"rolecall":,"a":"${'\\"'.repeat(500_000)}`, OWN_ROLE);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('what a terminal would act on never gets through', () => {
    const reading = read({ ...IAM, userName: 'ev\u001b[2Jil\u202e\ud800' });
    expect(reading).toMatchObject({ request: { who: { who: 'ev\ufffd[2Jil\ufffd\ufffd' } } });
  });

  test('a key that is no spec asks for nothing', () => {
    expect(read({ rolecall: 's3', bucket: 'specs', key: 'notes.txt', at: AT })).toEqual({ ignored: 'the object is no spec' });
    expect(read({ rolecall: 's3', bucket: 'specs', key: 'a.YML', at: AT })).toHaveProperty('request');
  });

  test.each([{ roles: null }, {}])('a reconcile message that names no roles is about all of them: %j', (message) => {
    expect(read({ rolecall: 'reconcile', by: 'jane', ...message })).toEqual({
      request: { kind: 'reconcile', roles: null, by: 'jane' },
    });
  });

  test('whoever does not say who they are is somebody', () => {
    expect(read({ rolecall: 'approve', hash: '0123456789abcdef' })).toEqual({
      request: { kind: 'approve', hash: '0123456789abcdef', by: 'somebody' },
    });
  });
});

describe('Our own calls wake nothing', () => {
  const session = (role: string, account = '111122223333') => `arn:aws:sts::${account}:assumed-role/${role}/run`;

  test.each<[string, object, boolean]>([
    ['the issuer of the session is our role', { issuerArn: OWN_ROLE }, true],
    ['the issuer is another role', { issuerArn: `${OWN_ROLE}2`, arn: session('rolecall-reconcile') }, false],
    ['the session does not say its issuer', { arn: session('rolecall-reconcile') }, true],
    ['another account has a role of our name', { arn: session('rolecall-reconcile', '999999999999') }, false],
    ['a role of another name', { arn: session('rolecall-reconcile-2') }, false],
    ['nobody is named', {}, false],
  ])('%s', (_, caller, own) => {
    expect(read({ ...IAM, ...caller })).toEqual(own ? { ignored: 'the call was our own' } : { request: expect.anything() });
  });

  test('without knowing our role, nothing is our own', () => {
    expect(readMessage(JSON.stringify({ ...IAM, issuerArn: OWN_ROLE }), undefined)).toHaveProperty('request');
  });
});

describe('A request that goes back into the queue comes out as it went in', () => {
  const change = { call: 'PutRolePolicy', role: 'orders-task', policyName: 'Temp', at: AT, eventId: 'e1' };
  const policy = 'arn:aws:iam::111122223333:policy/orders-base';
  const session = {
    who: 'jane',
    via: 'AWSReservedSSO_Admin',
    roleArn: 'arn:aws:iam::111122223333:role/a/AWSReservedSSO_Admin_0',
  };

  test.each<[Request]>([
    [{ kind: 'schedule' }],
    [{ kind: 'spec', source: 's3://specs/roles/a b.yaml', at: AT }],
    [{ kind: 'spec', source: 'ssm:/specs/orders', at: AT }],
    [{ kind: 'iam', ...change, policyArn: null, who: session }],
    [{ kind: 'iam', ...change, role: null, policyName: null, policyArn: policy, who: { who: 'root', via: null, roleArn: null } }],
    [{ kind: 'reconcile', roles: ['a', 'b'], by: 'rolecall' }],
    [{ kind: 'reconcile', roles: null, by: 'jane' }],
    [{ kind: 'approve', hash: '0123456789abcdef', by: 'jane' }],
    [{ kind: 'resume', role: 'a', by: 'jane' }],
    [{ kind: 'accept', role: 'a', by: 'jane' }],
  ])('%j', (request) => expect(readMessage(messageOf(request), OWN_ROLE)).toEqual({ request }));
});
