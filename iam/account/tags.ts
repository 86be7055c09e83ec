import type { Tag } from '../api.ts';
import { refuse } from './refusal.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const RESERVED = /^aws:/i;
const MOST_TAGS = 50;

/** Tag keys of IAM keep their case but are not told apart by it. */
export function foldKey(key: string): string {
  return key.toLowerCase();
}

/**
 * The tags after `more` was written over them: the key that differs only in case is replaced.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
export function tagged(tags: ReadonlyMap<string, Tag>, more: readonly Tag[]): ReadonlyMap<string, Tag> {
  checkTags(more);
  const written = new Map(tags);
  for (const { Key, Value } of more) written.set(foldKey(Key), { Key, Value });
  const counted = [...written.keys()].filter((key) => !RESERVED.test(key)).length;
  if (counted > MOST_TAGS) refuse('LimitExceeded', 'The number of tags has reached the maximum limit.');
  return written;
}

/** The tags without these keys; a key that is not there is no error. */
export function untagged(tags: ReadonlyMap<string, Tag>, keys: readonly string[]): ReadonlyMap<string, Tag> {
  keys.forEach(checkKey);
  const left = new Map(tags);
  for (const key of keys) left.delete(foldKey(key));
  return left;
}

function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MOST_TAGS) refuse('ValidationError', `A call takes at most ${MOST_TAGS} tags.`);
  for (const { Key, Value } of tags) {
    checkKey(Key);
    if (!VALUE.test(Value))
      refuse('ValidationError', `The value of tag ${Key} is invalid: at most 256 letters, digits, spaces and _.:/=+-@.`);
  }
  if (new Set(tags.map(({ Key }) => foldKey(Key))).size < tags.length)
    refuse('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
}

function checkKey(key: string): void {
  if (RESERVED.test(key))
    refuse('InvalidInput', `Tag key ${key} is reserved: keys that begin with aws: are written by AWS only.`);
  if (!KEY.test(key)) refuse('ValidationError', `Tag key ${key} is invalid: 1 to 128 letters, digits, spaces and _.:/=+-@.`);
}
