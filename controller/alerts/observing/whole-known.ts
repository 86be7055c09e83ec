import type { ControllerState } from '../../state/state.ts';

/** Whether the latest pass over everything could read the account and list all sources. */
export function isWholeKnown({ runs, lastSuccess }: ControllerState): boolean {
  const latest = runs.find(({ scope }) => scope === 'all');
  return latest !== undefined && lastSuccess !== null && Date.parse(lastSuccess) >= Date.parse(latest.startedAt);
}
