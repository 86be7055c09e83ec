import { foldName } from '../../iam/role.ts';
import type { Run } from '../../reconciler/ports.ts';
import { suggestion } from '../../specs/reading/suggestion.ts';
import type { DeclaredRole, InvalidRole, SpecSet } from '../../specs/types.ts';
import { UserError } from '../terminal/user-error.ts';
import type { Label, SpecOptions } from './options.ts';

type Declared = DeclaredRole | InvalidRole;

function nameOf(declared: Declared): string {
  return 'role' in declared ? declared.role.name : declared.name;
}

function checkNames(wanted: readonly string[], names: readonly string[]): void {
  const known = new Set(names.map(foldName));
  for (const name of wanted) {
    if (known.has(foldName(name))) continue;
    const near = suggestion(name, names);
    throw new UserError(`No spec declares a role "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}

function checkLabels(labels: readonly Label[], matches: boolean): void {
  if (matches || labels.length === 0) return;
  const asked = labels.map(({ key, value }) => `${key}=${value}`).join(' and ');
  throw new UserError(`No declared role carries the label ${asked}. Labels stand under metadata.labels of a spec.`);
}

/**
 * Which declared roles `--role` and `--label` ask for; `undefined` for all.
 * @throws {UserError} if they ask for a role that no spec declares, or match nothing: a slip of the keys must not look like "in sync".
 */
export function selectedRoles({ roles, invalid }: SpecSet, { role: wanted, label: labels }: SpecOptions): Run['only'] {
  if (wanted.length === 0 && labels.length === 0) return undefined;
  const declared: readonly Declared[] = [...roles, ...invalid];
  checkNames(wanted, declared.map(nameOf));
  const names = new Set(wanted.map(foldName));
  const isSelected = (one: Declared) =>
    (names.size === 0 || names.has(foldName(nameOf(one)))) && labels.every(({ key, value }) => one.labels[key] === value);
  checkLabels(labels, declared.some(isSelected));
  return isSelected;
}
