import { wireCode } from './iam-errors.ts';

/** AWS cannot be talked to; the message says what happened and what to do next. */
export class ConnectionProblem extends Error {
  override readonly name = 'ConnectionProblem';
  /** Whether no credentials were found at all. */
  readonly isAnonymous: boolean;

  constructor(message: string, options?: ErrorOptions & { readonly isAnonymous?: boolean }) {
    super(message, options);
    this.isAnonymous = options?.isAnonymous === true;
  }
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
]);

const EXPIRED = new Set(['ExpiredToken', 'TokenProviderError', 'TokenRefreshRequired']);

const REJECTED = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClient',
  'AccessDenied',
  'IncompleteSignature',
]);

/** Says in one sentence or two why no connection came about. */
export function asConnectionProblem(error: unknown, profile: string | undefined): ConnectionProblem {
  if (error instanceof ConnectionProblem) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const message = sentenceFor(cause, profile);
  return new ConnectionProblem(message, { cause, isAnonymous: message === NO_CREDENTIALS });
}

function sentenceFor(error: Error, profile: string | undefined): string {
  const code = wireCode(error);
  if (EXPIRED.has(code)) return expired(profile);
  if (code === 'CredentialsProviderError') return noCredentials(profile, oneLine(error.message));
  if (UNREACHABLE.has(code))
    return `AWS could not be reached (${code}). Check the network, the proxy and --region, then try again.`;
  if (REJECTED.has(code))
    return `AWS does not accept these credentials (${code}). Check the keys, the clock and that --region lies in their partition.`;
  return `AWS did not answer as expected (${code}: ${oneLine(error.message)}). Try again; if it persists, check the endpoint.`;
}

function expired(profile: string | undefined): string {
  const login = profile === undefined ? 'aws sso login' : `aws sso login --profile ${profile}`;
  return `The AWS credentials have expired. Sign in again, for example with "${login}".`;
}

const NO_CREDENTIALS = 'No AWS credentials were found. Sign in, for example with "aws sso login", or name a --profile.';

/** What the SDK says when no source had anything; every other reason is worth telling. */
const NOTHING_FOUND = /^Could not load credentials from any providers/;

function noCredentials(profile: string | undefined, reason: string): string {
  if (/expired/i.test(reason)) return expired(profile);
  if (profile !== undefined) {
    const because = NOTHING_FOUND.test(reason) ? '' : ` (${reason})`;
    return `The profile "${profile}" gives no AWS credentials${because}. See "aws configure list-profiles" for the names, and its entry in ~/.aws/config.`;
  }
  return NO_CREDENTIALS;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
