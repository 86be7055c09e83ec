import { type Drift, STATUSES } from '../../reconciler/types.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { type ExitStatus, type JudgedRole, roleExitStatus } from '../exit-status.ts';

const EXIT_ORDER: readonly ExitStatus[] = [1, 2, 0];

/** The highest severity among a role's drifts; `undefined` without drift. */
export function worstSeverity(role: Pick<JudgedRole, 'drift'>): Severity | undefined {
  return SEVERITIES[Math.max(-1, ...role.drift.map((drift) => SEVERITIES.indexOf(drift.severity)))];
}

function severityRank(role: JudgedRole): number {
  const worst = worstSeverity(role);
  return worst === undefined ? SEVERITIES.length : SEVERITIES.length - 1 - SEVERITIES.indexOf(worst);
}

function compareNames(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

type NamedRole = JudgedRole & { readonly name: string };

function compareRoles(one: NamedRole, other: NamedRole): number {
  return (
    EXIT_ORDER.indexOf(roleExitStatus(one)) - EXIT_ORDER.indexOf(roleExitStatus(other)) ||
    severityRank(one) - severityRank(other) ||
    STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) ||
    compareNames(one.name, other.name)
  );
}

/** Roles in the order in which people should look at them: what could not be judged, then what remains, by severity, then the rest. */
export function worstFirst<R extends NamedRole>(roles: readonly R[]): readonly R[] {
  return [...roles].sort(compareRoles);
}

/** A role's drifts by severity, the worst first; equals in the order in which they were found. */
export function worstDriftFirst(drift: readonly Drift[]): readonly Drift[] {
  return [...drift].sort((one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity));
}
