import { below, type Reading, refuse } from './reading.ts';

/** Reads one value of a list; `undefined` when it was refused. */
export type ReadValue = (value: unknown, path: string, reading: Reading) => string | undefined;

/**
 * Reads a list, or the one value that may stand for it, as a set: sorted, without duplicates.
 * @returns `undefined` when the list is empty or a value was refused.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readList(value: unknown, path: string, reading: Reading, readValue: ReadValue): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    const single = readValue(value, path, reading);
    return single === undefined ? undefined : [single];
  }
  if (value.length === 0)
    return refuse(reading, path, 'The list is empty. Give at least one value, or remove what it belongs to.');
  const values: string[] = [];
  for (const [index, element] of value.entries()) {
    const read = readValue(element, below(path, index), reading);
    if (read !== undefined) values.push(read);
  }
  return values.length < value.length ? undefined : sortedSet(values);
}

/** Sorted by code unit, without duplicates. */
function sortedSet(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}
