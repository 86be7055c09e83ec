import { setTimeout as sleep } from 'node:timers/promises';
import { WRITE_CALLS } from '../../iam/api.ts';
import { depthOf, type QueueDepth, receiveBatch } from './aws/queue.ts';
import type { Installation } from './installation.ts';
import { type ExecutionEnvironment, executionEnvironment, type Outcome } from './runtime/execution-environment.ts';
import { deliverBatch } from './stack/event-source.ts';
import { forwardMatched } from './stack/taps.ts';

/** What the function made of one batch of messages. */
export interface Delivered {
  readonly messages: number;
  /** `undefined`: there was no message. */
  readonly outcome: Outcome | undefined;
  /** The calls to AWS, in their order. */
  readonly calls: readonly string[];
  /** Those among them that change IAM. */
  readonly writes: readonly string[];
  readonly log: readonly string[];
}

export interface How {
  readonly timeoutSeconds?: number;
  /** By default to the first process. */
  readonly to?: ExecutionEnvironment;
  readonly atMost?: number;
}

/** What stands between the queue and the function. */
export interface Deliveries {
  readonly lambda: ExecutionEnvironment;
  /** Another process of the same function. */
  secondEnvironment(): ExecutionEnvironment;
  /** Delivers what lies in the queue as one batch, once something does. */
  deliver(how?: How): Promise<Delivered>;
  /** Delivers until nothing is left in the queue. */
  deliverAll(): Promise<readonly Delivered[]>;
  queue(): Promise<QueueDepth>;
  /** Ends every process. */
  endAll(): void;
}

const PATIENCE_MILLISECONDS = 15_000;
/** More deliveries than any scenario needs. */
const ENDLESS = 10;

export function isWrite(action: string): boolean {
  return (WRITE_CALLS as readonly string[]).includes(action.replace('iam:', ''));
}

export function deliveries({ clients: all, stack: { mapping }, taps, proxy, packaged }: Installation): Deliveries {
  const { sqs } = all;
  const { queueUrl } = mapping;
  const started: ExecutionEnvironment[] = [];
  const lambda = another();

  function another(): ExecutionEnvironment {
    const environment = executionEnvironment(packaged);
    started.push(environment);
    return environment;
  }

  /** What lies in the queue once the event bus has done its work. */
  async function queue(): Promise<QueueDepth> {
    await forwardMatched(all, taps);
    return depthOf(sqs, queueUrl);
  }

  /** Waits until something is visible: a delay may have to pass. */
  async function nextBatch(batchSize: number) {
    for (const end = Date.now() + PATIENCE_MILLISECONDS; ; await sleep(100)) {
      const depth = await queue();
      const batch = await receiveBatch(sqs, { queueUrl, batchSize });
      if (batch.length > 0 || isEmpty(depth) || Date.now() > end) return batch;
    }
  }

  async function deliver({ timeoutSeconds, to = lambda, atMost = mapping.batchSize }: How = {}): Promise<Delivered> {
    const batch = await nextBatch(atMost);
    proxy.takeCalls();
    const outcome = batch.length > 0 ? await deliverBatch(sqs, mapping, batch, to, timeoutSeconds) : undefined;
    const calls = proxy.takeCalls().map(({ action }) => action);
    return { messages: batch.length, outcome, calls, writes: calls.filter(isWrite), log: to.takeLog() };
  }

  async function deliverAll(): Promise<readonly Delivered[]> {
    const delivered: Delivered[] = [];
    while (delivered.length < ENDLESS && !isEmpty(await queue())) delivered.push(await deliver());
    return delivered;
  }

  return {
    lambda,
    secondEnvironment: another,
    deliver,
    deliverAll,
    queue,
    endAll: () => {
      for (const each of started) each.close();
    },
  };
}

function isEmpty({ visible, inFlight, delayed }: QueueDepth): boolean {
  return visible + inFlight + delayed === 0;
}
