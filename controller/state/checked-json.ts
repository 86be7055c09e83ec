import type * as z from 'zod/mini';
import { StateUnreadable } from '../ports.ts';

/** How one kind of object is written down. */
export interface Codec<T> {
  text(value: T): string;
  /** @throws {StateUnreadable} for a text that is damaged; the message is a reason, without a place. */
  parse(text: string): T;
}

/**
 * Checked, and not copied: what was stored is known again by its very text.
 * @param what it should be, for people, as in `the index of audits`
 * @throws {StateUnreadable}
 */
export function checkedJson(schema: z.ZodMiniType, text: string, what: string): unknown {
  const value = parsed(text);
  const { error } = schema.safeParse(value);
  if (error === undefined) return value;
  throw new StateUnreadable(`it is not ${what}: ${error.issues[0]?.path.join('.') || 'all of it'} is wrong`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StateUnreadable('it is no JSON', { cause: error });
  }
}
