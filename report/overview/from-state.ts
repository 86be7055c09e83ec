import type { DefinitionAudit } from '../../audit/types.ts';
import type { KeptAudits } from '../../controller/alerts/observing/watched.ts';
import { indexedName, placeOf } from '../../controller/audit/state/audit-index.ts';
import { entriesOf } from '../../controller/audit/state/audit-result.ts';
import type { AuditEntry, StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { isWithin, minuteOf } from '../../controller/instant.ts';
import { openDrift } from '../../controller/memory/open-drift.ts';
import { unreadResults } from '../../controller/reports/unread-results.ts';
import { isFreshlyKnown } from '../../controller/state/last-success.ts';
import type { ControllerState, RoleStatus } from '../../controller/state/state.ts';
import type { Guards, Problem } from '../../specs/types.ts';
import { rememberedPolicies } from './held-policies.ts';
import { mostDriftingOf } from './most-drifting.ts';
import type { Overview, OverviewRole } from './overview.ts';
import { type OverviewInput, overviewOf } from './overview-of.ts';
import { pointOf, trendOf } from './trend.ts';

/** What is remembered, and what is declared beside roles. */
export interface Remembered {
  readonly state: ControllerState;
  /** `null` where none are kept, or none could be read. */
  readonly audits: KeptAudits | null;
  readonly guards: Pick<Guards, 'owner'>;
  readonly problems: readonly Problem[];
  readonly previous: Overview | null;
  readonly now: Date;
}

/** An overview of what the controller knows. */
export function overviewOfState({ state, audits, guards, problems, previous, now }: Remembered): Overview {
  const madeAt = now.toISOString();
  const statuses = Object.values(state.roles);
  const roles = statuses.map(roleOf);
  const audit = audits === null ? null : auditOf(audits, madeAt);
  const latest = state.runs.find(({ scope }) => scope === 'all');
  return overviewOf({
    ...{ account: state.account, owner: guards.owner, madeAt, waivers: state.waivers ?? [], problems, previous },
    mode: latest?.mode ?? state.runs[0]?.mode ?? 'observe',
    complete: latest?.complete === true && isFreshlyKnown(state, now) && audit?.isRead !== false,
    roles,
    audit,
    usedRoles: null,
    hasSpecs: statuses.some(({ spec }) => spec !== null),
    trend: trendOf(state.runs, previous?.trend ?? [], pointOf(madeAt, roles)),
    mostDrifting: mostDriftingOf(state, madeAt),
    notices: [...staleNotice(state, now), ...noticesOf(state), ...unreadNotice(audits)],
  });
}

function staleNotice(state: ControllerState, now: Date): readonly string[] {
  if (state.lastSuccess === null || isFreshlyKnown(state, now)) return [];
  return [
    `No pass could read everything since ${minuteOf(state.lastSuccess)}: what is told of roles is as old as that. Look at the controller's log.`,
  ];
}

const WEEK = 7 * 24 * 3600;

function unreadNotice(audits: KeptAudits | null): readonly string[] {
  const unread = audits === null ? undefined : unreadResults(audits);
  return unread === undefined ? [] : [unread];
}

function roleOf(role: RoleStatus): OverviewRole {
  const { name, kind, status, mode, owned, spec, drift, reasons, labels, since } = role;
  const source = spec === null ? null : { file: spec.file, line: spec.line, version: spec.version };
  const shown = status === 'Corrected' ? drift : openDrift(role);
  const policies = rememberedPolicies({ policies: role.policies, drift: shown });
  const common = { name, kind, status, mode, owned, source, drift: shown, actions: [], reasons, labels, since };
  return policies === undefined ? common : { ...common, policies };
}

function noticesOf({ notices = [], brake, eventPathBrokenSince }: ControllerState): readonly string[] {
  return [
    ...(brake === null ? [] : [`The brake holds a plan since ${brake.since}: ${brake.message}`]),
    ...(eventPathBrokenSince === null
      ? []
      : [`Since ${eventPathBrokenSince} changes go by that no event announces; they are found by schedule only.`]),
    ...notices,
  ];
}

/** What is kept of every revision that can start tasks. */
function auditOf(
  { index, results }: KeptAudits,
  madeAt: string,
): NonNullable<OverviewInput['audit']> & { readonly isRead: boolean } {
  const known = new Map(results.map((result) => [placeOf(result.region, indexedName(result)), result]));
  const regions = Object.entries(index.regions);
  const places = regions.flatMap(([region, { definitions }]) => Object.keys(definitions).map((name) => placeOf(region, name)));
  const current = places.flatMap((place) => known.get(place) ?? []);
  const isRead = current.length === places.length;
  const isSwept = regions.length > 0 && regions.every(([, { sweptAt }]) => sweptAt !== null);
  return {
    taskDefinitions: current.flatMap((result) => auditsOf(result, madeAt)),
    findings: [],
    isWhole: isRead && isSwept,
    isRead,
  };
}

/** Runs with other roles are told for a week: nothing looks at them again. A role that may be on its way is no finding yet. */
function auditsOf(result: StoredAudit, madeAt: string): readonly DefinitionAudit[] {
  const entries = entriesOf(result).filter((entry) => entry === result.own || isRecent(entry, madeAt));
  return entries.map(({ audit, pendingAgain }) =>
    pendingAgain ? { ...audit, findings: audit.findings.filter(({ rule }) => rule !== 'RoleMissing') } : audit,
  );
}

function isRecent({ auditedAt }: AuditEntry, madeAt: string): boolean {
  return isWithin(auditedAt, new Date(madeAt), WEEK);
}
