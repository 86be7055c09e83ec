import { wireCode } from './iam-errors.ts';

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

/** Whether a call may succeed when it is made again later: AWS is called too often, is out of order or cannot be reached. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error) || THROTTLED.test(wireCode(error))) return true;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 500) >= 500;
}
