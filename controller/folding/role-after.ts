import { foldName } from '../../iam/role.ts';
import { strictest } from '../../reconciler/admission/mode.ts';
import type { PolicyContent } from '../../reconciler/ports.ts';
import type { Drift, RoleReport, Status } from '../../reconciler/types.ts';
import type { Mode } from '../../specs/types.ts';
import { announces, asActor } from '../memory/announcement.ts';
import { relapsesBefore } from '../memory/memory.ts';
import { openDrift } from '../memory/open-drift.ts';
import type { IamChange, PassRequest } from '../request.ts';
import { isSettling } from '../settling.ts';
import type { Declaration } from '../specs/declaration.ts';
import { roleStatusOf } from '../state/role-status.ts';
import type { ControllerState, ObservedSpec, RoleStatus } from '../state/state.ts';
import { conditionsOf } from './conditions.ts';
import { relapsesAfter } from './relapses-after.ts';

/** What a pass says of one role, beside its report. */
export interface RoleCircumstances {
  readonly state: ControllerState;
  readonly request: PassRequest;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly policies: ReadonlyMap<string, ReadonlyMap<string, PolicyContent>>;
  readonly changes: readonly IamChange[];
  readonly mode: Mode;
  readonly now: Date;
}

const UNJUDGED: readonly Status[] = ['Invalid', 'Suspended', 'Unknown'];

/** What is remembered of a role after a pass that reported it. */
export function roleAfter(report: RoleReport, circumstances: RoleCircumstances): RoleStatus {
  const { state, request, declarations, mode, now } = circumstances;
  const name = foldName(report.name);
  const before = roleStatusOf(state.roles, name);
  const declaration = declarations.get(name);
  const at = now.toISOString();
  const unjudged = UNJUDGED.includes(report.status) || isSettling(report);
  const wrote = report.actions.some(({ outcome }) => outcome === 'done');
  const drift = unjudged ? withActors(driftKept(before, report), name, circumstances) : report.drift;
  const relapses = relapsesBefore(name, { state, request, declarations, now });
  return {
    ...before,
    name: report.name,
    kind: report.kind,
    labels: declaration?.labels ?? before?.labels ?? {},
    mode: strictest(mode, report.mode),
    owned: unjudged ? (before?.owned ?? report.owned) : report.owned,
    status: report.status,
    since: before?.status === report.status ? before.since : at,
    conditions: conditionsOf(report, before?.conditions ?? [], at),
    spec: specOf(declaration, before),
    checkedAt: isSettling(report) ? (before?.checkedAt ?? at) : at,
    changedAt: wrote ? at : (before?.changedAt ?? null),
    drift,
    ...correctedIn(report, before, { name, circumstances }),
    reasons: report.reasons,
    policies: policiesAfter(name, before, unjudged, circumstances),
    ...(!unjudged && isAccepted(name, circumstances) && { acceptedAt: at }),
    relapses: unjudged ? relapses : relapsesAfter(report, before, relapses, now),
  };
}

function driftKept(before: RoleStatus | undefined, report: RoleReport): readonly Drift[] {
  if (before === undefined) return [];
  return isSettling(report) ? before.drift : openDrift(before);
}

function specOf(declaration: Declaration | undefined, before: RoleStatus | undefined): ObservedSpec | null {
  if (declaration === undefined) return null;
  const { source, hash, alsoIn } = declaration;
  return { ...source, hash: hash ?? before?.spec?.hash ?? '', ...(alsoIn.length > 0 && { alsoIn }) };
}

interface Named {
  readonly name: string;
  readonly circumstances: RoleCircumstances;
}

function correctedIn(report: RoleReport, before: RoleStatus | undefined, { name, circumstances }: Named) {
  if (report.status === 'Corrected') {
    const drift = report.drift.filter(({ tolerated }) => tolerated === null);
    return { corrected: { at: circumstances.now.toISOString(), drift } };
  }
  const last = before?.corrected;
  if (last === undefined) return {};
  const earlier = circumstances.changes.filter(({ at }) => at <= last.at);
  return { corrected: { at: last.at, drift: withActors(last.drift, name, { ...circumstances, changes: earlier }) } };
}

/** An event that comes late still says who did it. */
function withActors(
  drift: readonly Drift[],
  name: string,
  { state, declarations, changes }: RoleCircumstances,
): readonly Drift[] {
  if (changes.length === 0) return drift;
  const role = { status: roleStatusOf(state.roles, name), boundary: declarations.get(name)?.boundary };
  return drift.map((each) => {
    const teller = each.by === null ? changes.findLast((change) => announces(change, name, each.unit, role)) : undefined;
    return teller === undefined ? each : { ...each, by: asActor(teller) };
  });
}

/** A person accepts what was read: a role that was read by itself for the first time brings no content. */
function isAccepted(name: string, { request, policies }: RoleCircumstances): boolean {
  return request.accept.has(name) && (policies.get(name)?.size ?? 0) > 0;
}

/** The content that counts as accepted: what was seen first, until a person accepts another. */
function policiesAfter(
  name: string,
  before: RoleStatus | undefined,
  unjudged: boolean,
  { request, declarations, policies }: RoleCircumstances,
): RoleStatus['policies'] {
  const accepted = before?.policies ?? {};
  const seen = policies.get(name);
  if (unjudged || seen === undefined) return accepted;
  const wanted = declarations.get(name)?.policies;
  const kept = Object.entries(accepted).filter(([arn]) => request.scope !== 'all' || seen.has(arn) || wanted?.has(arn));
  const current = Object.fromEntries(seen);
  return request.accept.has(name) ? { ...Object.fromEntries(kept), ...current } : { ...current, ...Object.fromEntries(kept) };
}
