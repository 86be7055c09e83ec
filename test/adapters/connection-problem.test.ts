import { describe, expect, test } from '@jest/globals';
import { asConnectionProblem } from '../../adapters/connection-problem.ts';

const failure = (given: { name?: string; Code?: string; code?: string; message?: string }) =>
  Object.assign(new Error(given.message ?? 'No.'), given);

describe('what stands in the way of a connection is said with what to do next', () => {
  test.each([
    ['no credentials', { name: 'CredentialsProviderError' }, undefined, /No AWS credentials were found.*--profile\.$/],
    [
      'an unknown profile',
      { name: 'CredentialsProviderError' },
      'staging',
      /profile "staging" gives no AWS credentials.*list-profiles/,
    ],
    ['an expired token', { name: 'ExpiredTokenException', Code: 'ExpiredToken' }, undefined, /have expired.*aws sso login/],
    [
      'an expired session',
      { name: 'CredentialsProviderError', message: 'The SSO session has expired.' },
      'dev',
      /aws sso login --profile dev/,
    ],
    [
      'a profile that needs more',
      { name: 'CredentialsProviderError', message: 'Profile dev requires multi-factor authentication' },
      'dev',
      /\(Profile dev requires multi-factor authentication\)/,
    ],
    [
      'a clock that is wrong',
      { name: 'SignatureDoesNotMatch', Code: 'SignatureDoesNotMatch', message: 'Signature expired' },
      undefined,
      /the clock/,
    ],
    ['no network', { name: 'Error', code: 'ENOTFOUND' }, undefined, /could not be reached \(ENOTFOUND\).*network/],
    [
      'wrong keys',
      { name: 'InvalidClientTokenId', Code: 'InvalidClientTokenId' },
      undefined,
      /does not accept these credentials/,
    ],
    ['anything else', { name: 'SyntaxError', message: 'XML\nparse  error' }, undefined, /\(SyntaxError: XML parse error\)/],
  ])('%s', (_, given, profile, sentence) => {
    const problem = asConnectionProblem(failure(given), profile);
    expect(problem).toMatchObject({ name: 'ConnectionProblem', message: expect.stringMatching(sentence) });
    expect(problem.message).not.toContain('\n');
  });
});
