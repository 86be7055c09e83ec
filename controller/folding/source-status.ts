import type { Problem } from '../../specs/types.ts';
import type { SpecSourceReading } from '../ports.ts';
import type { ControllerState, SourceStatus } from '../state/state.ts';

/**
 * How many files each source held when it last held any: a source that was emptied is spoken of until it holds specs again,
 * or is taken out of the settings.
 */
export function sourcesAfter(
  readings: readonly SpecSourceReading[],
  { sources }: ControllerState,
  now: Date,
): Readonly<Record<string, SourceStatus>> {
  const kept = readings.flatMap(({ source, files, failure }): [string, SourceStatus][] => {
    const before = sources[source];
    if (before !== undefined && (failure !== null || files.length === 0)) return [[source, before]];
    return failure === null ? [[source, { files: files.length, listedAt: now.toISOString() }]] : [];
  });
  return Object.fromEntries(kept);
}

/** What is wrong with sources that are empty and were not before. */
export function vanishedSpecs(readings: readonly SpecSourceReading[], { sources }: ControllerState): readonly Problem[] {
  const emptied = readings.filter(({ source, files, problems, failure }) => {
    return failure === null && files.length === 0 && problems.length === 0 && (sources[source]?.files ?? 0) > 0;
  });
  return emptied.map(({ source }) => vanished(source, sources[source]?.files ?? 0));
}

function vanished(source: string, before: number): Problem {
  const files = before === 1 ? 'a spec file' : `${before} spec files`;
  const message = `${source} holds no spec file now, and held ${files} before. No role is deleted or changed for that: put the specs back, or take the source out of the settings.`;
  return { file: source, line: 1, column: 1, path: '', message, severity: 'error' };
}
