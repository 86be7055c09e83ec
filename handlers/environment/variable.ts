import * as z from 'zod/mini';

/** Marks a problem with a variable into which somebody may put a secret by mistake: what it holds is not shown. */
export const UNSHOWN = { isUnshown: true } as const;

/**
 * One variable; one that is empty counts as not set.
 * @param write what is wrong, and what to write instead
 * @param params of the problem
 */
export function variable<T>(
  write: string,
  parse: (text: string | undefined) => T | undefined,
  params: Readonly<Record<string, unknown>> = {},
) {
  const parsed = z.transform((value: unknown, context: z.core.ParsePayload): T => {
    const result = parse(typeof value === 'string' && value !== '' ? value : undefined);
    if (result === undefined) context.issues.push({ code: 'custom', message: write, input: value, params });
    return result as T;
  });
  return z.pipe(z.optional(z.unknown()), parsed);
}

export function required<T>(write: string, parse: (text: string) => T | undefined) {
  return variable(write, (text) => (text === undefined ? undefined : parse(text)));
}

/** `null` where it is left out. Nobody sees what it holds, for it may be a secret in the wrong place. */
export function optional<T>(write: string, parse: (text: string) => T | undefined) {
  return variable(
    `${write}, or leave it out`,
    (text): T | null | undefined => (text === undefined ? null : parse(text)),
    UNSHOWN,
  );
}

/** Whole seconds. */
export function seconds(fallback: number, least: number, most = 3600) {
  return whole('seconds', fallback, least, most);
}

/** A whole number. @param unit what is counted */
export function whole(unit: string, fallback: number, least: number, most: number) {
  const write = `write whole ${unit} from ${least} to ${most}, or leave it out for ${fallback}`;
  return variable(write, (text = String(fallback)) =>
    /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
  );
}

export const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

/** Separated by commas. */
export function listOf(isOne: (text: string) => boolean): (text: string) => readonly string[] | undefined {
  return (text) => {
    const items = text.split(',').map((item) => item.trim());
    return items.every(isOne) ? items : undefined;
  };
}
