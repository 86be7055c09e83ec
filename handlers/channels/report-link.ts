import { objectBelow, type S3Place } from '../../adapters/s3/s3-place.ts';
import { consoleObjectUrl } from '../../report/alerts/console-url.ts';
import type { SpecContext } from '../../specs/types.ts';

/** What is always found under the same name. */
export const LATEST_PAGE = 'latest.html';

/** Where one reads a report for whom the bucket's account is open; `null` where that is not known. @param name the newest by default */
export function reportLink(
  { account, reports }: { readonly account: SpecContext; readonly reports: S3Place },
  name = LATEST_PAGE,
): string | null {
  const { bucket, prefix: key } = objectBelow(reports, name);
  const { partition, region } = account;
  return region === undefined ? null : consoleObjectUrl({ partition, region, bucket, key });
}
