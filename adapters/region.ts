import { STSClient } from '@aws-sdk/client-sts';
import { type ConnectionSettings, QUIET } from './client-settings.ts';

/**
 * The region of the setting, the environment or the profile; `undefined` where none names one.
 * The SDK looks in the environment and the profile; only the command line's older variable is unknown to it.
 */
export async function regionOf({ profile, region }: ConnectionSettings): Promise<string | undefined> {
  if (region !== undefined) return region;
  const client = new STSClient({ logger: QUIET, ...(profile === undefined ? {} : { profile }) });
  return (await client.config.region().catch(() => undefined)) ?? process.env.AWS_DEFAULT_REGION;
}
