import { refuse } from './refusal.ts';

/** Something in a list, with what the list is sorted by. */
export interface Entry<T> {
  readonly key: string;
  readonly value: T;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly position: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const DEFAULT_ITEMS = 100;
const MOST_ITEMS = 1000;

export function sorted<T>(entries: readonly Entry<T>[]): readonly Entry<T>[] {
  return entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * One page of a sorted list. The marker is the key of the page's last entry, so that a change between two pages neither
 * repeats nor skips an entry that was there all the time.
 * @param pageSize a page holds no more than that even if more was asked for, as IAM is free to do
 */
export function pageOf<T>(
  entries: readonly Entry<T>[],
  request: { readonly Marker?: string; readonly MaxItems?: number },
  pageSize: number,
): PageOf<T> {
  const start = request.Marker === undefined ? 0 : firstAfter(entries, keyOf(request.Marker));
  const page = entries.slice(start, start + pageLength(request.MaxItems, pageSize));
  const last = page.at(-1);
  const isTruncated = start + page.length < entries.length && last !== undefined;
  return {
    items: page.map(({ value }) => value),
    position: isTruncated ? { IsTruncated: true, Marker: markerOf(last.key) } : { IsTruncated: false },
  };
}

function pageLength(asked: number | undefined, pageSize: number): number {
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 1 && asked <= MOST_ITEMS))
    refuse('ValidationError', `The specified value for maxItems is invalid. Write 1 to ${MOST_ITEMS}.`);
  return Math.min(asked ?? DEFAULT_ITEMS, pageSize);
}

const MARKER = /^after:/;

function markerOf(key: string): string {
  return `after:${key}`;
}

function keyOf(marker: string): string {
  return MARKER.test(marker) ? marker.replace(MARKER, '') : refuse('ValidationError', 'Invalid Marker.');
}

function firstAfter(entries: readonly Entry<unknown>[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && entry.key <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
