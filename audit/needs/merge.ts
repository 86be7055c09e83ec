import type { Need, NeededRequest, Needs, Unverified } from '../types.ts';

/** All needs, each once, with all the places that state it. */
export function mergeNeeds(all: readonly Needs[]): Needs {
  return {
    needs: merged(
      all.flatMap(({ needs }) => needs),
      ({ use, sid, resource }) => JSON.stringify([use, sid, resource]),
      mergeNeed,
    ),
    unverified: merged(
      all.flatMap(({ unverified }) => unverified),
      ({ use, message }) => JSON.stringify([use, message]),
      mergeUnverified,
    ),
  };
}

function merged<T>(items: readonly T[], keyOf: (item: T) => string, merge: (one: T, other: T) => T): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const [key, before] = [keyOf(item), byKey.get(keyOf(item))];
    byKey.set(key, before === undefined ? item : merge(before, item));
  }
  return [...byKey.values()];
}

function mergeNeed(one: Need, other: Need): Need {
  return {
    ...one,
    purpose: one.purpose.includes(other.purpose) ? one.purpose : `${one.purpose} and ${other.purpose}`,
    origins: distinct([...one.origins, ...other.origins]),
    requests: mergeRequests([...one.requests, ...other.requests]),
  };
}

function mergeRequests(requests: readonly NeededRequest[]): NeededRequest[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

function mergeUnverified(one: Unverified, other: Unverified): Unverified {
  return { ...one, origins: distinct([...one.origins, ...other.origins]) };
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)];
}
