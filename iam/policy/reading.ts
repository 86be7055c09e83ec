import leven from 'leven';
import type { PolicyKind, PolicyProblem, PolicySide } from './types.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What one reading of a document knows, and the problems it has met so far. */
export interface Reading {
  readonly kind: PolicyKind;
  readonly partition: string;
  readonly side: PolicySide;
  readonly problems: PolicyProblem[];
}

/** Notes a problem; `undefined` stands for the value that could not be read. */
export function refuse(reading: Reading, path: string, message: string): undefined {
  reading.problems.push({ path, message });
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON pointer one step below `path`. */
export function below(path: string, step: string | number): string {
  const needsEscape = typeof step === 'string' && (step.includes('/') || step.includes('~'));
  return `${path}/${needsEscape ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step}`;
}

/** Refuses every member that the grammar does not know: IAM would, and skipping one could hide a difference. */
export function refuseUnknown(object: JsonObject, known: readonly string[], path: string, reading: Reading): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name)) continue;
    const meant = known.find((candidate) => leven(candidate.toLowerCase(), name.toLowerCase(), { maxDistance: 3 }) <= 2);
    const advice = meant === undefined ? `Remove it; known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
    refuse(reading, below(path, name), `Unknown element ${shown(name)}. ${advice}`);
  }
}

/** A value as a message shows it: cut short, and never walked into, since it may be of any depth. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (isObject(value)) return 'An object';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
