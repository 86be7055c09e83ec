import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { CallRate } from './iam.ts';

export interface ConnectionSettings {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Another server than AWS's; by default what the SDK's own settings say (`AWS_ENDPOINT_URL`). */
  readonly endpoint?: string | undefined;
  readonly rate?: CallRate | undefined;
}

/** What every client of ours is made with. */
export type ClientSettings = Pick<
  STSClientConfig,
  'logger' | 'region' | 'profile' | 'endpoint' | 'credentials' | 'maxAttempts' | 'retryMode' | 'requestHandler'
>;

/** Signs the first call, and with it finds IAM's endpoint, where no region is set. */
const REGION_OF_GLOBAL_CALLS = 'us-east-1';

/**
 * The defaults give up after three attempts, too early for IAM's throttling of a busy account. All tries of one call, each as long
 * as a silent server is waited for, fit into the quarter of a lease that is kept in reserve.
 */
export const PATIENCE = { maxAttempts: 7, retryMode: 'adaptive' } as const;

/** Milliseconds. Without them a connection that fell silent would be waited for until the whole run is cut off. */
const WAITS = { connectionTimeout: 5000, socketTimeout: 10_000 };

/** The SDK warns about its own future and about environments that name two identities; we say which account it is. */
export const QUIET = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What the clients of one connection share, and no patience yet; `region: undefined` is fine for global calls only. */
export function sharedSettings({ profile, endpoint }: ConnectionSettings, region: string | undefined): ClientSettings {
  return {
    logger: QUIET,
    requestHandler: WAITS,
    region: region ?? REGION_OF_GLOBAL_CALLS,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
