import { TurnedAway } from '../../controller/audit/state/store-ports.ts';
import { wireCode } from '../iam-errors.ts';
import { whyNotDescribed } from './why-not-described.ts';

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

/**
 * Why ECS will not describe a task definition, however often it is asked, in a sentence for people.
 * @throws {TurnedAway} where it may do so later: it is called too often, is out of order or cannot be reached
 */
export function whyNotDescribedForGood(error: unknown, region: string): string {
  const reason = whyNotDescribed(error, region);
  if (isPassing(error)) throw new TurnedAway(reason, { cause: error });
  return reason;
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || THROTTLED.test(wireCode(error))) return true;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 500) >= 500;
}
