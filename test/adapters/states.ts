import type { ControllerState } from '../../controller/state.ts';

/** A state that differs from others by its account alone. */
export function stateOf(account: string): ControllerState {
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
    eventPathBrokenSince: null,
    lastSuccess: null,
    runs: [],
  };
}

/** Plain JSON in place of the controller's own codec. */
export const JSON_CODEC = {
  stateText: (state: ControllerState) => JSON.stringify(state),
  parseState: (text: string) => JSON.parse(text) as ControllerState,
};
