/** A value that is no task definition, or no record of one; the message is a sentence for people, without its full stop. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
}

/** What a value is, in words that finish "it is"; never its content. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  const type = typeof value;
  if (type === 'string') return 'text';
  return type === 'object' ? 'an object' : `a ${type}`;
}
