import { setTimeout as sleep } from 'node:timers/promises';
import { WRITE_CALLS } from '../../iam/api.ts';
import type { Clients } from './aws/clients.ts';
import { depthOf, type QueueDepth, receiveBatch } from './aws/queue.ts';
import type { Installed } from './installation.ts';
import { type ExecutionEnvironment, executionEnvironment, type Outcome } from './runtime/execution-environment.ts';
import { deliverBatch, type EventSourceMapping } from './stack/event-source.ts';

/** What the function made of one event. */
export interface Ran {
  /** `undefined`: there was no message. */
  readonly outcome: Outcome | undefined;
  /** The calls to AWS, in their order. */
  readonly calls: readonly string[];
  /** Those among them that change IAM. */
  readonly writes: readonly string[];
  readonly log: readonly string[];
}

/** What the function made of one batch of messages. */
export interface Delivered extends Ran {
  readonly messages: number;
}

export interface How {
  readonly timeoutSeconds?: number;
  /** By default to the first process. */
  readonly to?: ExecutionEnvironment;
  readonly atMost?: number;
}

/** The ways to run one function. */
export interface Deliveries {
  readonly lambda: ExecutionEnvironment;
  /** Another process of the same function. */
  secondEnvironment(): ExecutionEnvironment;
  /** Invokes it with an event, past its queue. */
  invoke(event: unknown): Promise<Ran>;
  /** Delivers what lies in the queue as one batch, once something does. */
  deliver(how?: How): Promise<Delivered>;
  /** Delivers until nothing is left in the queue. */
  deliverAll(): Promise<readonly Delivered[]>;
  queue(): Promise<QueueDepth>;
  /** All that ever went into its processes and came out. */
  transcript(): string;
  /** Ends every process. */
  endAll(): void;
}

const PATIENCE_MILLISECONDS = 15_000;
/** More deliveries than any scenario needs. */
const ENDLESS = 10;

export function isWrite(action: string): boolean {
  return (WRITE_CALLS as readonly string[]).includes(action.replace('iam:', ''));
}

/** What a function's queue is fed by, and where it lies. */
export interface Feed {
  readonly sqs: Clients['sqs'];
  /** `undefined`: the function has no queue. */
  readonly mapping: EventSourceMapping | undefined;
  /** Has the event bus do its work. */
  forward(): Promise<void>;
}

export function deliveries({ packaged, proxy }: Installed, { sqs, mapping, forward }: Feed): Deliveries {
  const started: ExecutionEnvironment[] = [];
  const lambda = another();

  function another(): ExecutionEnvironment {
    const environment = executionEnvironment(packaged);
    started.push(environment);
    return environment;
  }

  function source(): EventSourceMapping {
    if (mapping === undefined) throw new Error(`${packaged.name} has no queue`);
    return mapping;
  }

  /** What lies in the queue once the event bus has done its work. */
  async function queue(): Promise<QueueDepth> {
    await forward();
    return depthOf(sqs, source().queueUrl);
  }

  /** Waits until something is visible: a delay may have to pass. */
  async function nextBatch(batchSize: number) {
    for (const end = Date.now() + PATIENCE_MILLISECONDS; ; await sleep(100)) {
      const depth = await queue();
      const batch = await receiveBatch(sqs, { queueUrl: source().queueUrl, batchSize });
      if (batch.length > 0 || isEmpty(depth) || Date.now() > end) return batch;
    }
  }

  async function ran(to: ExecutionEnvironment, run: () => Promise<Outcome | undefined>): Promise<Ran> {
    proxy.takeCalls();
    const outcome = await run();
    const calls = proxy.takeCalls().map(({ action }) => action);
    return { outcome, calls, writes: calls.filter(isWrite), log: to.takeLog() };
  }

  async function deliver({ timeoutSeconds, to = lambda, atMost = source().batchSize }: How = {}): Promise<Delivered> {
    const batch = await nextBatch(atMost);
    const run = async () => (batch.length > 0 ? deliverBatch(sqs, source(), batch, to, timeoutSeconds) : undefined);
    return { messages: batch.length, ...(await ran(to, run)) };
  }

  async function deliverAll(): Promise<readonly Delivered[]> {
    const delivered: Delivered[] = [];
    while (delivered.length < ENDLESS && !isEmpty(await queue())) delivered.push(await deliver());
    return delivered;
  }

  return {
    lambda,
    secondEnvironment: another,
    invoke: (event) => ran(lambda, () => lambda.invoke(event)),
    deliver,
    deliverAll,
    queue,
    transcript: () => started.flatMap(({ transcript }) => transcript).join('\n'),
    endAll: () => {
      for (const each of started) each.close();
    },
  };
}

function isEmpty({ visible, inFlight, delayed }: QueueDepth): boolean {
  return visible + inFlight + delayed === 0;
}
