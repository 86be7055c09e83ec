/** As many of the first as there is room for; of what comes after them nothing is made. */
export function fitting<T>(values: Iterable<T>, sizeOf: (value: T) => number, most: number): readonly T[] {
  const first: T[] = [];
  let room = most;
  for (const value of values) {
    room -= sizeOf(value);
    if (room < 0) break;
    first.push(value);
  }
  return first;
}
