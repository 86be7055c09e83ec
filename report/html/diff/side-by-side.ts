import { diffArrays } from 'diff';

/** A line of the spec beside a line of live; where there is none, `null`. */
export interface PairedLine {
  readonly spec: string | null;
  readonly live: string | null;
  /** The positions of both lines, from 0. */
  readonly at: { readonly spec: number; readonly live: number };
  readonly same: boolean;
}

/** So many lines that are the same, left out. */
export interface LeftOut {
  readonly leftOut: number;
}

const CONTEXT = 3;

interface Position {
  spec: number;
  live: number;
}

function paired(spec: readonly string[], live: readonly string[], same: boolean, position: Position): readonly PairedLine[] {
  const lines = Array.from({ length: Math.max(spec.length, live.length) }, (_, index) => ({
    ...{ spec: spec[index] ?? null, live: live[index] ?? null, same },
    at: { spec: position.spec + index, live: position.live + index },
  }));
  position.spec += spec.length;
  position.live += live.length;
  return lines;
}

/** Both texts whole: equal lines side by side, and what one text alone has beside what the other has in its place. */
export function pairedLines(spec: readonly string[], live: readonly string[]): readonly PairedLine[] {
  const position = { spec: 0, live: 0 };
  let gone: readonly string[] = [];
  const lines: PairedLine[] = [];
  const flush = (come: readonly string[]) => {
    lines.push(...paired(gone, come, false, position));
    gone = [];
  };
  for (const { value, added, removed } of diffArrays([...spec], [...live])) {
    if (removed) gone = value;
    else flush(added ? value : []);
    if (!added && !removed) lines.push(...paired(value, value, true, position));
  }
  flush([]);
  return lines;
}

function isNearChange(lines: readonly PairedLine[], index: number): boolean {
  return lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ same }) => !same);
}

/** The lines around what differs; runs of others are only counted. */
export function withoutDistant(lines: readonly PairedLine[]): readonly (PairedLine | LeftOut)[] {
  const shown: (PairedLine | LeftOut)[] = [];
  let distant: PairedLine[] = [];
  const leaveOut = () => {
    shown.push(...(distant.length > 1 ? [{ leftOut: distant.length }] : distant));
    distant = [];
  };
  for (const [index, line] of lines.entries()) {
    const isNear = isNearChange(lines, index);
    if (isNear) leaveOut();
    (isNear ? shown : distant).push(line);
  }
  leaveOut();
  return shown;
}
