import type { Instant, Relapse } from '../../controller/state/state.ts';

/** A unit that somebody keeps changing back, so that its correction waits. */
export interface BackOff {
  readonly unit: string;
  /** When drift that gives wider access is corrected again. */
  readonly until: Instant;
  readonly waitSeconds: number;
  /** How often it drifted back within the last hour. */
  readonly driftedBack: number;
}

/** The units of a role that back off. */
export function backOffs(relapses: Readonly<Record<string, Relapse>>): readonly BackOff[] {
  return Object.entries(relapses).flatMap(([unit, { waitsUntil, waitSeconds, driftedBack }]) =>
    waitsUntil === null ? [] : [{ unit, until: waitsUntil, waitSeconds, driftedBack: driftedBack.length }],
  );
}
