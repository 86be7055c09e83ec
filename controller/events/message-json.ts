/** The most that a queue hands over, in characters. */
const LONGEST = 1_048_576;

/** A string (one that nobody closes runs to the end, so that time stays linear), or a colon that no value follows. */
const STRING_OR_HOLE = /"(?:[^"\\]|\\.)*(?:"|\\?$)|:\s*(?=[,}])/gs;

/**
 * The JSON object that a message holds; `undefined` if it holds none.
 * An input transformer puts nothing in place of a path that an event lacks (`"role":,`): such holes become `null`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function parseMessage(body: string): Readonly<Record<string, unknown>> | undefined {
  if (body.length > LONGEST) return undefined;
  return objectOf(body) ?? objectOf(mended(body));
}

function mended(text: string): string {
  return text.replace(STRING_OR_HOLE, (found) => (found.startsWith('"') ? found : ':null'));
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
