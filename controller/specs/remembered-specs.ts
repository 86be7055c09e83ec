import { foldName } from '../../iam/role.ts';
import type { CompiledSpecs, InvalidRole, Problem, Source, SpecSet, UnreadableRole } from '../../specs/types.ts';
import { sourcesAfter, vanishedSpecs } from '../folding/source-status.ts';
import type { SpecSourceReading } from '../ports.ts';
import type { ControllerState, ObservedSpec, RoleStatus, SourceStatus } from '../state/state.ts';

/** What the sources hold now, with what is remembered of those that cannot be read. */
export interface RememberedSpecs {
  readonly specs: SpecSet;
  readonly sources: Readonly<Record<string, SourceStatus>>;
  /** Whether every source could be listed to its end. */
  readonly allListed: boolean;
}

type Known = RoleStatus & { readonly spec: ObservedSpec };

/**
 * Makes one set of specs of all sources. Roles of a file that cannot be used stay, as invalid; roles of a source that cannot be
 * listed stay, as unreadable: neither becomes an orphan, and neither is written.
 * @param compiled the files of all readings, compiled
 */
export function rememberedSpecs(
  readings: readonly SpecSourceReading[],
  compiled: CompiledSpecs,
  state: ControllerState,
  now: Date,
): RememberedSpecs {
  const { hiding, ...read } = compiled;
  const unread = readings.flatMap(({ problems }) => problems);
  const failures = readings.flatMap((reading) => (reading.failure === null ? [] : [{ ...reading, failure: reading.failure }]));
  const known = Object.values(state.roles).filter((role): role is Known => role.spec !== null);
  const invalid = keptAsInvalid(known, read, hidingFiles(hiding, read.problems, unread));
  const unreadable = keptAsUnreadable(known, failures, readings);
  const kept = new Set([...invalid, ...unreadable].map(({ name }) => foldName(name)));
  const specs: SpecSet = {
    ...read,
    roles: read.roles.filter(({ role }) => !kept.has(foldName(role.name))),
    invalid: [...read.invalid, ...invalid],
    unreadable: [...read.unreadable, ...unreadable],
    problems: [...failures.map(notListed), ...vanishedSpecs(readings, state), ...unread, ...read.problems],
    incomplete: read.incomplete || failures.length > 0 || unread.some(isError),
  };
  return { specs, sources: sourcesAfter(readings, state, now), allListed: failures.length === 0 };
}

/** The files that may declare more roles than could be read, with what is wrong with each. */
function hidingFiles(
  hiding: readonly string[],
  problems: readonly Problem[],
  unread: readonly Problem[],
): ReadonlyMap<string, readonly Problem[]> {
  const all = [...problems, ...unread].filter(isError);
  const names = new Set([...hiding, ...unread.filter(isError).map(({ file }) => file)]);
  return new Map([...names].map((name) => [name, all.filter(({ file }) => file === name)]));
}

function keptAsInvalid(
  known: readonly Known[],
  read: SpecSet,
  hiding: ReadonlyMap<string, readonly Problem[]>,
): readonly InvalidRole[] {
  const declared = [...read.roles.map(({ role, source }) => [role.name, source.file]), ...read.invalid.map(placeOf)];
  const stillThere = new Set(declared.map(([name = '', file]) => `${file} ${foldName(name)}`));
  const invalidNow = new Set(read.invalid.map(({ name }) => foldName(name)));
  return known.flatMap(({ name, kind, labels, spec }) => {
    const sources = sourcesOf(spec);
    const hidden = sources.filter(({ file }) => hiding.has(file) && !stillThere.has(`${file} ${foldName(name)}`));
    if (hidden.length === 0 || invalidNow.has(foldName(name))) return [];
    const problems = hidden.flatMap(({ file }) => hiding.get(file) ?? []);
    return sources.map((source) => ({ name, kind: kind ?? 'Role', labels, source, problems }));
  });
}

function placeOf({ name, source }: InvalidRole): readonly [string, string] {
  return [name, source.file];
}

function keptAsUnreadable(
  known: readonly Known[],
  failures: readonly { readonly source: string; readonly failure: string }[],
  readings: readonly SpecSourceReading[],
): readonly UnreadableRole[] {
  const reasons = new Map(failures.map(({ source, failure }) => [source, failure]));
  const names = readings.map(({ source }) => source);
  const failureOf = (file: string) => reasons.get(sourceHolding(file, names) ?? '');
  return known.flatMap(({ name, kind, labels, spec }) => {
    const sources = sourcesOf(spec);
    const lost = sources.find(({ file }) => failureOf(file) !== undefined);
    if (lost === undefined) return [];
    const reason = `Its spec ${lost.file} could not be looked up: ${failureOf(lost.file)}`;
    return sources.map((source) => ({ name, kind: kind ?? 'Role', labels, source, reason }));
  });
}

/** The narrowest source that a file may come from. */
function sourceHolding(file: string, sources: readonly string[]): string | undefined {
  const holding = sources.filter((source) => file.startsWith(source));
  return holding.sort((one, other) => other.length - one.length)[0];
}

/** Wherever it was declared; where in other files is not remembered. The one that it is known by comes last, as it did when it was read. */
function sourcesOf({ file, line, version, alsoIn = [] }: ObservedSpec): readonly Source[] {
  return [...alsoIn.map((other) => ({ file: other, line: 1, version: null })), { file, line, version }];
}

function notListed({ source, failure }: { readonly source: string; readonly failure: string }): Problem {
  const message = `${source} could not be listed, so its roles are not judged, and nothing is written to them: ${failure}`;
  return { file: source, line: 1, column: 1, path: '', message, severity: 'error' };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
