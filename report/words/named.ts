const MOST_NAMES = 8;

/** A list, as far as anybody reads it; one more than the most is named as well. */
export function named(names: readonly string[], most = MOST_NAMES): string {
  const rest = names.length - most;
  return rest > 1 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
