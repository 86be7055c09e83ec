import { randomInt } from 'node:crypto';

/** Where the set-up of these tests started the server. */
export function serverAddress(): string {
  const address = process.env.ROLECALL_LAMBDA_MOTO_ENDPOINT;
  if (address === undefined)
    throw new Error('The set-up of these tests did not run; start them by "npm test" or scripts/jest.mjs.');
  return address;
}

/** An account id that no other test uses: the server keeps each account apart. */
export function newAccountId(): string {
  return String(randomInt(100_000_000_000, 281_000_000_000));
}
