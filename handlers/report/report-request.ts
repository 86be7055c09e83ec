import { printable } from '../../report/escaping/printable.ts';

/** Milliseconds: clocks differ. */
const MOST_AHEAD = 5 * 60_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z$/;

/** What the function was invoked with asks for nothing that it can do. */
export class WrongRequest extends Error {
  override readonly name = 'WrongRequest';
}

/**
 * For when the report is.
 * @param event `{"rolecall":"report","at":"2026-11-23T06:00:00Z"}`; without `at`, or of another form, it is for now: `undefined`
 * @throws {WrongRequest} for an `at` that is no time, or that is still to come
 */
export function scheduledAt(event: unknown, now: Date): Date | undefined {
  const at = atOf(event);
  if (at === undefined || at === null || at === '') return undefined;
  const time = typeof at === 'string' && INSTANT.test(at) ? new Date(at) : undefined;
  if (time !== undefined && time.getTime() <= now.getTime() + MOST_AHEAD) return time;
  const shown = printable(JSON.stringify(at)?.slice(0, 100) ?? '');
  const why = time === undefined || Number.isNaN(time.getTime()) ? 'is no time' : 'is still to come';
  throw new WrongRequest(
    `"at" ${why}: ${shown}. Write when the report is for, as in 2026-11-23T06:00:00Z, or leave it out for now.`,
  );
}

/** Its own: lists and texts have a method of that name. */
function atOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, 'at')) return undefined;
  return (event as { readonly at: unknown }).at;
}
