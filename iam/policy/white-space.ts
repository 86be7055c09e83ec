import { type Reading, refuse, shown } from './reading.ts';

/**
 * Refuses white space that nobody means in an ARN or another name: at either end, or before a second ARN, as a block of
 * several lines leaves it. IAM takes such text as it is, and it then matches nothing: a Deny would deny nothing.
 * @returns whether the value may stand
 */
export function refuseStrayWhiteSpace(value: string, path: string, reading: Reading): boolean {
  if (reading.side !== 'desired') return true;
  if (value.trim() !== value)
    refuse(reading, path, `${shown(value)} has white space at its end or beginning. Remove it; in YAML, write it on one line.`);
  else if (/\sarn:/.test(value)) refuse(reading, path, `${shown(value)} is two ARNs in one text. Write them as a list.`);
  else return true;
  return false;
}
