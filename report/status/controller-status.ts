import type {
  ControllerState,
  HeldPlan,
  Instant,
  Lease,
  RoleStatus,
  RunRecord,
  SourceStatus,
} from '../../controller/state/state.ts';
import { summarize } from '../../reconciler/summary.ts';
import type { Summary } from '../../reconciler/types.ts';
import type { Mode } from '../../specs/types.ts';
import { worstFirst } from '../words/worst-first.ts';
import { type BackOff, backOffs } from './back-off.ts';

/** A role, as the controller last saw it. */
export interface ShownRole extends Omit<RoleStatus, 'policies' | 'relapses'> {
  readonly backOffs: readonly BackOff[];
  /** The content of attached and boundary policies that counts as accepted. */
  readonly policies: readonly { readonly arn: string; readonly versionId: string; readonly hash: string }[];
}

/** What the controller knows, as `rolecall status` shows it. */
export interface ControllerStatus {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'ControllerStatus';
  readonly account: string;
  /** When it was asked. */
  readonly asOf: Instant;
  /** The last run's; `null` before the first. */
  readonly mode: Mode | null;
  /** The last pass over everything that could read everything. */
  readonly lastSuccess: Instant | null;
  /** Whether the last pass could read everything that it was asked for; `null` before the first. */
  readonly complete: boolean | null;
  /** The run that may write now; `null` when none may. */
  readonly lease: Lease | null;
  /** The plan that the brake holds. */
  readonly brake: HeldPlan | null;
  /** Since when changes go by that no event announces; `null` while events arrive. */
  readonly eventPathBrokenSince: Instant | null;
  /** What was true of the whole last pass over everything, and why it wrote less than it might. */
  readonly notices: readonly string[];
  readonly sources: readonly (SourceStatus & { readonly source: string })[];
  /** Of the roles below. */
  readonly summary: Summary;
  /** Worst first. */
  readonly roles: readonly ShownRole[];
  /** Latest first. */
  readonly runs: readonly RunRecord[];
}

function shownRole({ policies, relapses, ...role }: RoleStatus): ShownRole {
  return {
    ...role,
    backOffs: backOffs(relapses),
    policies: Object.entries(policies).map(([arn, content]) => ({ arn, ...content })),
  };
}

/** A run that died leaves its lease behind, which ends by itself. */
function leaseAt({ lease }: ControllerState, now: Date): Lease | null {
  return lease !== null && Date.parse(lease.expiresAt) > now.getTime() ? lease : null;
}

/** Makes what people see of the state; `isShown` picks the roles. */
export function controllerStatus(
  state: ControllerState,
  now: Date,
  isShown: (role: RoleStatus) => boolean = () => true,
): ControllerStatus {
  const roles = worstFirst(Object.values(state.roles).filter(isShown)).map(shownRole);
  const [lastRun] = state.runs;
  return {
    apiVersion: 'rolecall/v1',
    kind: 'ControllerStatus',
    account: state.account,
    asOf: now.toISOString(),
    mode: lastRun?.mode ?? null,
    lastSuccess: state.lastSuccess,
    complete: lastRun?.complete ?? null,
    lease: leaseAt(state, now),
    brake: state.brake,
    eventPathBrokenSince: state.eventPathBrokenSince,
    notices: state.notices ?? [],
    sources: Object.entries(state.sources).map(([source, listed]) => ({ source, ...listed })),
    summary: summarize(roles),
    roles,
    runs: state.runs,
  };
}
