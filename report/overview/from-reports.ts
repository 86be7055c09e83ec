import type { AuditReport } from '../../audit/types.ts';
import { foldName, type ObservedRole } from '../../iam/role.ts';
import type { DriftReport } from '../../reconciler/types.ts';
import type { SpecSet } from '../../specs/types.ts';
import { heldPolicies } from './held-policies.ts';
import type { Overview, OverviewRole } from './overview.ts';
import { overviewOf } from './overview-of.ts';
import { pointOfReport } from './trend.ts';

/** What was made on the spot. */
export interface MadeReports {
  readonly drift: DriftReport;
  /** `null` if no task definition was asked for. */
  readonly audit: AuditReport | null;
  /** Whether all task definitions that can start tasks now were audited. */
  readonly isWhole: boolean;
  /** Names or ARNs of all roles that current task definitions use, where something else than the audit knows them. */
  readonly usedRoles: readonly string[] | null;
  /** The roles of the account, as far as they were read. */
  readonly observed: readonly ObservedRole[];
  readonly specs: SpecSet;
  readonly previous: Overview | null;
}

/** An overview of what was read just now. */
export function overviewOfReports({ drift, audit, isWhole, usedRoles, observed, specs, previous }: MadeReports): Overview {
  const { account, owner, mode, finishedAt } = drift;
  const declared = specs.roles.length + specs.invalid.length + specs.unreadable.length;
  return overviewOf({
    ...{ account, owner, mode, onTheSpot: true, previous, waivers: specs.waivers },
    madeAt: finishedAt,
    complete: drift.complete && audit?.complete !== false,
    roles: rolesOf(drift, specs, observed),
    audit: audit && { taskDefinitions: audit.taskDefinitions, findings: audit.findings, isWhole },
    usedRoles,
    hasSpecs: declared > 0 && !specs.incomplete,
    trend: [pointOfReport(drift)],
    // A single look does not know how often.
    mostDrifting: [],
    notices: unique([...brakeNotice(drift), ...drift.notices, ...(audit?.notices ?? [])]),
    problems: [...new Map([...drift.problems, ...(audit?.problems ?? [])].map((one) => [JSON.stringify(one), one])).values()],
  });
}

function rolesOf(
  { roles }: DriftReport,
  { roles: declared, invalid, unreadable }: SpecSet,
  observed: readonly ObservedRole[],
): readonly OverviewRole[] {
  const labels = new Map([
    ...declared.map((one) => [foldName(one.role.name), one.labels] as const),
    ...[...invalid, ...unreadable].map((one) => [foldName(one.name), one.labels] as const),
  ]);
  const live = new Map(observed.map((role) => [foldName(role.name), role]));
  return roles.map((role) => {
    const found = live.get(foldName(role.name));
    const policies = found === undefined ? {} : { policies: heldPolicies(found) };
    return { ...role, labels: labels.get(foldName(role.name)) ?? {}, since: null, ...policies };
  });
}

function brakeNotice({ brake }: DriftReport): readonly string[] {
  return brake === null ? [] : [brake.message];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
