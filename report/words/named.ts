const MOST_NAMES = 8;

/** Names in a list, as far as anybody reads it. */
export function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 1 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more` : names.join(', ');
}
