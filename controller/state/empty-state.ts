import type { ControllerState } from './state.ts';

/** What the controller remembers of an account that it has not yet looked at. */
export function emptyState(account: string): ControllerState {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'ControllerState',
    account,
    roles: {},
    lease: null,
    writes: [],
    approvals: [],
    brake: null,
    sources: {},
    unannounced: [],
    announced: [],
    eventPathBrokenSince: null,
    lastSuccess: null,
    runs: [],
  };
}

/** Whether no pass has put down yet what it saw: there may be a state that only holds the command line's lease. */
export function isFresh(state: ControllerState | undefined): boolean {
  return state === undefined || state.runs.length === 0;
}
