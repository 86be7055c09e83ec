import type { ControllerState } from '../../controller/state/state.ts';

/** Plain JSON in place of the controller's own codec. */
export const JSON_CODEC = {
  stateText: (state: ControllerState) => JSON.stringify(state),
  parseState: (text: string) => JSON.parse(text) as ControllerState,
};
