import { IAMClient } from '@aws-sdk/client-iam';
import { LiveIam } from '../../adapters/iam.ts';

/** The account of a wire server, as the real SDK with Rolecall's own retries sees it. */
export function liveAccount(endpoint: string, maxAttempts = 10): LiveIam {
  const client = new IAMClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
    retryMode: 'adaptive',
  });
  return new LiveIam(client, { reads: 1000, writes: 1000 });
}
