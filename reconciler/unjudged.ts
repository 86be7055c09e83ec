import { foldName } from '../iam/role.ts';
import type { InvalidRole, Mode, UnreadableRole } from '../specs/types.ts';
import { strictest } from './admission/mode.ts';
import { ownershipOf } from './admission/owner.ts';
import type { Run } from './ports.ts';
import { type Observation, orphans } from './reading/observation.ts';
import { invalidReport, orphanReport, unreadableReport } from './role-report.ts';
import type { RoleReport } from './types.ts';

/** Roles that are named but cannot be judged, and roles of ours that nothing names. */
export function unjudged(run: Run, observation: Observation): readonly RoleReport[] {
  const { specs, guards } = run;
  const mode = strictest(guards.mode);
  const named = [...unusable(run, mode), ...unreadable(run, mode)];
  if (run.only !== undefined || specs.incomplete) return named;
  const names = [...specs.roles.map(({ role }) => role.name), ...[...specs.invalid, ...specs.unreadable].map(({ name }) => name)];
  const ours = orphans(observation.roles, names, ({ tags }) => ownershipOf(tags, guards.owner) === 'ours');
  return [...named, ...ours.map((role) => orphanReport(role, mode))];
}

function unusable({ specs, only }: Run, mode: Mode): readonly RoleReport[] {
  const asked = specs.invalid.filter((role) => only?.(role) ?? true);
  return byName(asked).map((role) => invalidReport(role, mode));
}

function unreadable({ specs, only }: Run, mode: Mode): readonly RoleReport[] {
  const invalid = new Set(specs.invalid.map(({ name }) => foldName(name)));
  const asked = specs.unreadable.filter((role) => only?.({ ...role, problems: [] }) ?? true);
  return byName(asked.filter(({ name }) => !invalid.has(foldName(name)))).map((role) => unreadableReport(role, mode));
}

/** Each role once, however many documents name it. */
function byName<T extends InvalidRole | UnreadableRole>(roles: readonly T[]): readonly T[] {
  return [...new Map(roles.map((role) => [foldName(role.name), role])).values()];
}
