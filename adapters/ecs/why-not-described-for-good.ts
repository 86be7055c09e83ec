import { TurnedAway } from '../../controller/audit/state/store-ports.ts';
import { mayPass } from '../may-pass.ts';
import { whyNotDescribed } from './why-not-described.ts';

/**
 * Why ECS will not describe a task definition, however often it is asked, in a sentence for people.
 * @throws {TurnedAway} where it may do so later: it is called too often, is out of order or cannot be reached
 */
export function whyNotDescribedForGood(error: unknown, region: string): string {
  const reason = whyNotDescribed(error, region);
  if (mayPass(error)) throw new TurnedAway(reason, { cause: error });
  return reason;
}
