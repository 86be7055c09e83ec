import { randomInt } from 'node:crypto';
import { IAMClient } from '@aws-sdk/client-iam';
import { LiveIam } from '../../adapters/iam.ts';

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

/** A client whose calls reach that account of the server. */
export function motoClient(accountId: string): IAMClient {
  const client = new IAMClient({
    endpoint: motoEndpoint(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = accountId;
      return next(args);
    },
    { step: 'build', name: 'account' },
  );
  return client;
}

export function motoAccount(client: IAMClient): LiveIam {
  return new LiveIam(client, { reads: 1000, writes: 1000 });
}
