import { readFileSync } from 'node:fs';
import { IAMClient, IAMServiceException } from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { LiveIam } from '../../adapters/iam.ts';

interface Case {
  readonly name: string;
  readonly given: { readonly code: string; readonly class: string; readonly status: number; readonly message?: string };
  readonly expect: string;
}

const { cases } = JSON.parse(readFileSync(new URL('iam-errors.json', import.meta.url), 'utf8')) as { cases: Case[] };

function accountThatFailsWith(error: Error): LiveIam {
  const client = new IAMClient({ region: 'us-east-1' });
  mockClient(client).onAnyCommand().rejects(error);
  return new LiveIam(client);
}

function sdkError({ code, class: name, status, message = 'No.' }: Case['given']): Error {
  const error = new IAMServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: status } });
  return Object.assign(error, { Code: code });
}

describe('an error of IAM', () => {
  test.each(cases)('$name', async ({ given, expect: kind }) => {
    const failure = accountThatFailsWith(sdkError(given)).call('GetRole', { RoleName: 'orders' });
    await expect(failure).rejects.toMatchObject({ name: 'IamError', code: given.code, kind, call: 'GetRole' });
  });

  test('a lost connection may pass, under the name that Node gives it', async () => {
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    await expect(accountThatFailsWith(lost).call('ListRoles', {})).rejects.toMatchObject({
      code: 'ECONNRESET',
      kind: 'transient',
    });
  });

  test('an answer that is no XML may pass', async () => {
    await expect(accountThatFailsWith(new SyntaxError('XML parse error')).call('ListRoles', {})).rejects.toMatchObject({
      kind: 'transient',
    });
  });
});
