import { S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from '../client-settings.ts';

/** Other servers than AWS's seldom have a host name for each bucket. */
function hasOwnServer({ endpoint }: ClientSettings): boolean {
  return (endpoint ?? process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
}

/** A client that finds buckets of other regions too: one central bucket serves deployments in many regions. */
export function s3Client(settings: ClientSettings): S3Client {
  return new S3Client({ ...settings, followRegionRedirects: true, forcePathStyle: hasOwnServer(settings) });
}
