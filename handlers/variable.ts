import * as z from 'zod/mini';

/** One variable; one that is empty counts as not set. @param write what is wrong, and what to write instead */
export function variable<T>(write: string, parse: (text: string | undefined) => T | undefined) {
  const parsed = z.transform((value: unknown, context: z.core.ParsePayload): T => {
    const result = parse(typeof value === 'string' && value !== '' ? value : undefined);
    if (result === undefined) context.issues.push({ code: 'custom', message: write, input: value });
    return result as T;
  });
  return z.pipe(z.optional(z.unknown()), parsed);
}

export function required<T>(write: string, parse: (text: string) => T | undefined) {
  return variable(write, (text) => (text === undefined ? undefined : parse(text)));
}

/** Whole seconds. */
export function seconds(fallback: number, least: number, most = 3600) {
  const write = `write whole seconds from ${least} to ${most}, or leave it out for ${fallback}`;
  return variable(write, (text = String(fallback)) =>
    /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
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
