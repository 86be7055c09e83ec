import { passRequestOf } from './merge-requests.ts';
import type { ControllerPorts, ControllerSettings, PassFrame, PassOutcome, StateStore, StoredState } from './ports.ts';
import type { Request } from './request.ts';
import { runPass } from './run-pass.ts';

/**
 * Makes one pass of many requests. What is remembered tells what they are about, and is read once for that and for the pass.
 * @returns `undefined` when none of them asks for a pass.
 * @throws {StateUnreadable} when the run could not happen.
 */
export async function answerRequests(
  requests: readonly Request[],
  frame: PassFrame,
  ports: ControllerPorts,
  settings: ControllerSettings,
): Promise<PassOutcome | undefined> {
  if (requests.length === 0) return undefined;
  const stored = await ports.state.read();
  const request = passRequestOf(requests, stored?.state);
  if (request === undefined) return undefined;
  return runPass(request, frame, { ...ports, state: alreadyRead(ports.state, stored) }, settings);
}

/** A store whose first reading is made. */
function alreadyRead(store: StateStore, stored: StoredState | undefined): StateStore {
  const readings = [stored];
  return {
    read: async () => (readings.length > 0 ? readings.pop() : store.read()),
    write: (state, after) => store.write(state, after),
  };
}
