import type { Remedy } from '../types.ts';

/** What to do: a sentence for people, and where there is something to paste, that. */
export function remedyOf(text: string, { command = null, spec = null }: Partial<Omit<Remedy, 'text'>> = {}): Remedy {
  return { text, command, spec };
}
