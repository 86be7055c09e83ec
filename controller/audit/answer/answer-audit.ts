import type { PassFrame } from '../../ports.ts';
import type { AuditRequest, SweepRequest, TaskDefinitionRequest } from '../requests/audit-request.ts';
import { emptyIndex } from '../state/audit-index.ts';
import type { AuditPorts, AuditSettings } from '../state/store-ports.ts';
import { answerEvents } from './events.ts';
import { type AuditOutcome, NOTHING_DONE, together } from './outcome.ts';
import { answerSweep } from './sweep.ts';

/**
 * Audits all that a batch of requests asks for: what events tell of in one go, then what is left of one sweep.
 * @returns `undefined` when there is nothing to do.
 * @throws {StateUnreadable} when the run could not happen.
 */
export async function answerAudit(
  requests: readonly AuditRequest[],
  frame: PassFrame,
  ports: AuditPorts,
  settings: AuditSettings,
): Promise<AuditOutcome | undefined> {
  const events = requests.filter((request): request is TaskDefinitionRequest => request.kind === 'taskDefinition');
  const sweep = earliest(requests.filter((request): request is SweepRequest => request.kind === 'sweep'));
  if (events.length === 0 && sweep === undefined) return undefined;
  const answered = await answerEvents(events, frame, ports, settings);
  const swept = sweep === undefined ? NOTHING_DONE : await answerSweep(sweep, frame, ports, settings);
  const index = (await ports.store.index.read())?.value ?? emptyIndex(settings.account.accountId);
  return { ...together(answered, swept), index };
}

/** The one that has the most to do does what the others ask for. */
function earliest(sweeps: readonly SweepRequest[]): SweepRequest | undefined {
  return sweeps.toSorted((one, other) => ((one.after ?? '') < (other.after ?? '') ? -1 : 1))[0];
}
