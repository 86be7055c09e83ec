/** ISO 8601, or `2022-08-07 12:55:43+00:00`; without a time zone only a whole day, since the zone would be a guess. */
const WRITTEN = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * A date as an export of the AWS CLI has it. Numbers are seconds since 1970, as in the JSON of AWS's own interfaces.
 * @returns `undefined` for what is no date: JavaScript alone would guess one out of almost any text
 */
export function dateOf(value: string | number | Date): Date | undefined {
  if (typeof value === 'string' && !WRITTEN.test(value)) return undefined;
  const read = new Date(typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value.replace(' ', 'T') : value);
  return Number.isNaN(read.getTime()) ? undefined : read;
}
