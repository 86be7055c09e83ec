import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { PendingNotices } from '../../../controller/alerts/alert.ts';
import { type Channel, FINAL, type Sent } from '../../../controller/alerts/alert-ports.ts';
import { mayPass } from '../../may-pass.ts';
import type { Patience } from '../patience.ts';
import type { BusEntry, Wording } from '../wording.ts';
import { inTime, whyUnsent } from './in-time.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MOST_ENTRIES = 10;
/** Bytes of all entries of a call. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_BYTES = 256 * 1024;
const TIME_BYTES = 14;

/** A bus of EventBridge's, for machines. */
export class EventBridgeChannel implements Channel {
  readonly #client: EventBridgeClient;
  readonly #bus: string;
  readonly #wording: Pick<Wording, 'bus'>;
  readonly #patience: Patience;

  /** @param bus its name or ARN */
  constructor(client: EventBridgeClient, bus: string, wording: Pick<Wording, 'bus'>, patience: Patience) {
    this.#client = client;
    this.#bus = bus;
    this.#wording = wording;
    this.#patience = patience;
  }

  /** What is refused keeps back what comes after it of the same violation. */
  async send(pending: PendingNotices): Promise<Sent> {
    const entries = this.#wording.bus(pending);
    const taken: BusEntry[] = [];
    const refused = new Map<string, string | undefined>();
    try {
      for (const turn of turns(entries))
        for (const batch of batches(turn.filter((entry) => !refused.has(keyOf(entry))))) {
          const results = await this.#put(batch);
          taken.push(...batch.filter((_, index) => isTaken(results[index])));
          for (const [entry, code] of refusedOf(batch, results)) refused.set(keyOf(entry), code);
        }
      if (taken.length === entries.length) return { sent: true, threads: {} };
      const words = listed(new Set(refused.values()));
      return this.#unsent(`it refused ${entries.length - taken.length} of ${entries.length} events${words}.`, taken);
    } catch (error) {
      return { ...this.#unsent(whyUnsent(error, 'events:PutEvents'), taken), ...(mayPass(error) ? {} : FINAL) };
    }
  }

  async #put(batch: readonly BusEntry[]): Promise<readonly PutEventsResultEntry[]> {
    const Entries = batch.map((entry) => requestOf(entry, this.#bus));
    const { Entries: results = [] } = await this.#client.send(new PutEventsCommand({ Entries }), inTime(this.#patience));
    return results;
  }

  #unsent(why: string, taken: readonly BusEntry[]): Sent {
    const notices = taken.flatMap(({ notice }) => notice ?? []);
    const reason = `The event bus ${this.#bus} did not take what was sent: ${why}`;
    return { sent: false, reason, said: { notices, threads: {} } };
  }
}

function listed(codes: ReadonlySet<string | undefined>): string {
  const words = [...codes].filter((code) => code !== undefined && /^\w{1,60}$/.test(code)).slice(0, 3);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function isTaken(result: PutEventsResultEntry | undefined): boolean {
  return result !== undefined && result.ErrorCode === undefined;
}

/** Each entry that was not taken, and the word for it. */
function refusedOf(batch: readonly BusEntry[], results: readonly PutEventsResultEntry[]) {
  return batch.flatMap((entry, index) => (isTaken(results[index]) ? [] : [[entry, results[index]?.ErrorCode] as const]));
}

function requestOf({ source, detailType, detail, time }: BusEntry, bus: string): PutEventsRequestEntry {
  return { EventBusName: bus, Source: source, DetailType: detailType, Detail: detail, Time: new Date(time) };
}

function bytesOf({ source, detailType, detail }: BusEntry): number {
  return TIME_BYTES + Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);
}

/** What tells of no alert stands for itself. */
function keyOf({ notice, detail }: BusEntry): string {
  return notice?.violation.key ?? detail;
}

/** The first entry of each violation, then the second of each: those of one call may be taken in any order. */
function turns(entries: readonly BusEntry[]): readonly (readonly BusEntry[])[] {
  const all: BusEntry[][] = [];
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const turn = counts.get(keyOf(entry)) ?? 0;
    counts.set(keyOf(entry), turn + 1);
    all[turn] ??= [];
    all[turn].push(entry);
  }
  return all;
}

/** As many entries a call as EventBridge takes, in their order. */
function batches(entries: readonly BusEntry[]): readonly (readonly BusEntry[])[] {
  const calls: BusEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += bytesOf(entry);
    if (calls.length === 0 || calls.at(-1)?.length === MOST_ENTRIES || bytes > MOST_BYTES) {
      calls.push([]);
      bytes = bytesOf(entry);
    }
    calls.at(-1)?.push(entry);
  }
  return calls;
}
