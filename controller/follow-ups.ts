import { foldName } from '../iam/role.ts';
import type { DriftReport, RoleReport } from '../reconciler/types.ts';
import { INTERRUPTED_SETTLING_SECONDS } from './memory/memory.ts';
import type { PassRequest, Request } from './request.ts';
import { isInterrupted, isSettling } from './settling.ts';

export interface FollowUp {
  readonly request: Request;
  readonly delaySeconds: number;
}

/** A message of the queue holds 256 KiB. */
const NAMED_ROLES = 1000;
const LONGEST_DELAY = 900;
/** A pass that got nowhere is not tried again at once. */
const DELAY_WITHOUT_PROGRESS = 60;
const A_LITTLE = 5;

/** What has to be asked for again: what was not finished, what settles, and a plan that only a pass over everything can show. */
export function followUps(
  report: DriftReport,
  { scope, approved, accept }: PassRequest,
  settlesAt: (role: string) => Date | undefined,
  now: Date,
): readonly FollowUp[] {
  const interrupted = report.roles.filter(isInterrupted);
  const deferred = report.roles.filter((role) => isDeferred(role) && !isInterrupted(role));
  const settling = report.roles.filter(isSettling);
  const settled = Math.max(0, ...settling.map(({ name }) => secondsUntil(settlesAt(name), now))) + A_LITTLE;
  const staleApproval =
    report.mode === 'enforce' && approved !== undefined && report.planHash !== approved && report.planHash !== null;
  const heldInPart = report.brake !== null && report.mode === 'enforce' && scope !== 'all';
  return [
    ...ask(interrupted, INTERRUPTED_SETTLING_SECONDS + A_LITTLE),
    ...ask(deferred, hasProgress(report) ? 0 : DELAY_WITHOUT_PROGRESS),
    ...ask(settling, settled),
    ...acceptAgain(settling, accept, settled),
    ...(staleApproval || heldInPart ? [followUp(null, 0)] : []),
  ];
}

function isDeferred({ status, reasons }: RoleReport): boolean {
  return status === 'Progressing' && reasons.some(({ code }) => code === 'Deferred');
}

function hasProgress({ roles }: DriftReport): boolean {
  return roles.some(({ actions }) => actions.some(({ outcome }) => outcome === 'done'));
}

function secondsUntil(at: Date | undefined, now: Date): number {
  return at === undefined ? 0 : Math.max(0, Math.ceil((at.getTime() - now.getTime()) / 1000));
}

function ask(roles: readonly RoleReport[], delaySeconds: number): readonly FollowUp[] {
  if (roles.length === 0) return [];
  return [followUp(roles.length > NAMED_ROLES ? null : roles.map(({ name }) => name), Math.min(delaySeconds, LONGEST_DELAY))];
}

/** A role that settles is not read, so what a person accepts of it is not known before. */
function acceptAgain(settling: readonly RoleReport[], accept: PassRequest['accept'], delaySeconds: number): readonly FollowUp[] {
  return settling
    .filter(({ name }) => accept.has(foldName(name)))
    .map(({ name: role }) => ({
      request: { kind: 'accept', role, by: 'rolecall' },
      delaySeconds: Math.min(delaySeconds, LONGEST_DELAY),
    }));
}

function followUp(roles: readonly string[] | null, delaySeconds: number): FollowUp {
  return { request: { kind: 'reconcile', roles, by: 'rolecall' }, delaySeconds };
}
