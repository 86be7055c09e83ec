import picocolors from 'picocolors';
import type { Action, Status } from '../../reconciler/types.ts';
import type { Severity } from '../../specs/types.ts';

type Paint = (text: string) => string;

/** The colours of a text, by what they mean. */
export interface Ink {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  readonly caution: Paint;
  readonly command: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly status: Readonly<Record<Status, Paint>>;
  readonly outcome: Readonly<Record<Action['outcome'], Paint>>;
}

/** Colours for a terminal, or none. */
export function createInk(color: boolean): Ink {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(color);
  const loud: Paint = (text) => bold(red(text));
  return {
    bold,
    dim,
    added: green,
    removed: red,
    caution: yellow,
    command: cyan,
    severity: { critical: loud, high: red, medium: yellow, low: cyan, info: dim },
    status: {
      Invalid: loud,
      Suspended: dim,
      Unknown: loud,
      Failed: loud,
      Refused: yellow,
      Progressing: yellow,
      Corrected: green,
      Drifted: red,
      Orphaned: yellow,
      InSync: green,
    },
    outcome: { planned: dim, done: green, failed: loud, skipped: yellow, refused: yellow, deferred: yellow },
  };
}
