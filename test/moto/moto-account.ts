import { randomInt } from 'node:crypto';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { jest } from '@jest/globals';
import { LiveIam } from '../../adapters/iam.ts';

/** The server is slow, and slower on a busy machine. */
jest.setTimeout(120_000);

/** Where `npm test` started the server. */
export function motoEndpoint(): string {
  const endpoint = process.env.ROLECALL_MOTO_ENDPOINT;
  if (endpoint === undefined)
    throw new Error('These tests need the server that "npm test" starts; run that, or set ROLECALL_MOTO_ENDPOINT.');
  return endpoint;
}

/** An account id that no other test uses: the server keeps each account apart. */
export function newAccountId(): string {
  return String(randomInt(100_000_000_000, 281_000_000_000));
}

/** Makes a client's calls reach that account of the server. */
export function inAccount<C extends IAMClient | ECSClient>(client: C, accountId: string): C {
  (client as IAMClient).middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = accountId;
      return next(args);
    },
    { step: 'build', name: 'account' },
  );
  return client;
}

export function motoClient(accountId: string): IAMClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return inAccount(new IAMClient({ endpoint: motoEndpoint(), region: 'us-east-1', credentials }), accountId);
}

export function motoAccount(client: IAMClient): LiveIam {
  return new LiveIam(client, { reads: 1000, writes: 1000 });
}
