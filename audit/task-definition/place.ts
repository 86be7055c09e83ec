import { below, isObject, type JsonObject } from '../../iam/policy/reading.ts';
import type { Stated, UnreadPart } from './types.ts';
import { kindOf, UnfitValue } from './unfit-value.ts';

/** What CloudTrail writes in place of what it hides, whatever type that had. */
export const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Twice the 64 KB that ECS takes, in characters: whatever is larger is no task definition, and would keep the audit busy. */
const LARGEST = 131_072;

/** What one reading of a task definition has met so far. */
export interface Reading {
  /** JSON pointer from the given value to the task definition. */
  readonly root: string;
  readonly unread: UnreadPart[];
  size: number;
}

/** A value of a task definition, and where it stands in it; `undefined` where there is none. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly reading: Reading;
}

/** A place that holds an object. */
export interface ObjectPlace extends Place {
  readonly value: JsonObject;
}

/**
 * What an object holds under a key of its own.
 * @throws {UnfitValue} for a key that is spelt in other letters: what it holds would be passed over.
 */
export function member({ value, path, reading }: ObjectPlace, key: string): Place {
  weigh(reading, key.length);
  if (Object.hasOwn(value, key)) return { value: value[key], path: below(path, key), reading };
  const misspelt = Object.keys(value).find((other) => other.length === key.length && other.toLowerCase() === key.toLowerCase());
  if (misspelt !== undefined)
    throw new UnfitValue(`${reading.root}${below(path, misspelt)} is no key that ECS knows: write ${key}`);
  return { value: undefined, path: below(path, key), reading };
}

/** `null` where there is nothing, or nothing that can be seen. */
export function readObject(place: Place): ObjectPlace | null {
  if (isNothing(place)) return null;
  return isObject(place.value) ? { ...place, value: place.value } : unfit(place, 'an object');
}

/** The entries of a list; none where there is nothing, or nothing that can be seen. */
export function readList(place: Place): readonly Place[] {
  if (isNothing(place)) return [];
  const { value, path, reading } = place;
  if (!Array.isArray(value)) return unfit(place, 'a list');
  weigh(reading, value.length);
  return value.map((entry: unknown, index) => ({ value: entry, path: below(path, index), reading }));
}

/** The entries of a list that are objects. */
export function readObjects(place: Place): readonly ObjectPlace[] {
  return readList(place)
    .map(readObject)
    .filter((entry) => entry !== null);
}

/** `null` where there is nothing, an empty text as in a skeleton of the command line, or nothing that can be seen. */
export function readText(place: Place): Stated | null {
  if (isNothing(place) || place.value === '') return null;
  if (typeof place.value !== 'string') return unfit(place, 'text in quotes');
  weigh(place.reading, place.value.length);
  return { value: place.value, path: place.path };
}

/** `null` where it cannot be seen; that there is nothing is a mistake. */
export function requireText(place: Place): Stated | null {
  const { value, path, reading } = place;
  if (value === undefined || value === null || value === '')
    throw new UnfitValue(`${reading.root}${path} is missing: ECS takes no task definition without it`);
  return readText(place);
}

/** `false` where there is nothing, or nothing that can be seen. */
export function readFlag(place: Place): boolean {
  if (isNothing(place)) return false;
  return typeof place.value === 'boolean' ? place.value : unfit(place, 'true or false, without quotes');
}

/** Notes what cannot be read, and whose needs are therefore not known. */
export function leaveUnread({ path, reading }: Place, reason: string): void {
  weigh(reading, path.length);
  reading.unread.push({ path, reason });
}

/** Whether nothing stands there, or nothing that can be seen, which is noted. */
function isNothing(place: Place): boolean {
  if (place.value === HIDDEN) leaveUnread(place, 'CloudTrail hides this value');
  return place.value === undefined || place.value === null || place.value === HIDDEN;
}

/** Counts what is read, in characters; every entry of a list is at least one. */
function weigh(reading: Reading, size: number): void {
  reading.size += size;
  if (reading.size <= LARGEST) return;
  throw new UnfitValue(`${reading.root === '' ? 'It' : reading.root} is larger than any task definition: ECS takes 64 KB`);
}

function unfit({ value, path, reading }: Place, wanted: string): never {
  throw new UnfitValue(`${reading.root}${path} is ${kindOf(value)}, where a task definition has ${wanted}`);
}
