import { sendTexts } from './aws/queue.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import type { Installation, Installed } from './installation.ts';
import { FUNCTION_NAMES, type FunctionName } from './stack/deployed-function.ts';
import { forwardMatched } from './stack/taps.ts';

/** One function of a deployment, and the ways to wake and run it. */
export interface Worker extends Installed, Deliveries {
  /** The schedule strikes, and its message lies in the queue. */
  strike(): Promise<void>;
  /** A message as a person, or anybody, sends it. */
  send(message: string): Promise<void>;
}

export function workersOf(installation: Installation): Readonly<Record<FunctionName, Worker>> {
  const entries = FUNCTION_NAMES.map((name) => [name, workerOf(name, installation)] as const);
  return Object.fromEntries(entries) as Record<FunctionName, Worker>;
}

function workerOf(name: FunctionName, { clients, functions, stack, taps }: Installation): Worker {
  const { mapping, schedule } = stack[name];
  const forward = () => forwardMatched(clients, taps);
  const send = (text: string) => sendTexts(clients.sqs, mapping?.queueUrl ?? '', [text]);
  return {
    ...functions[name],
    ...deliveries(functions[name], { sqs: clients.sqs, mapping, forward }),
    send,
    strike: () => send(schedule),
  };
}
