import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import type { ReportStore } from '../../controller/reports/report-ports.ts';
import { saidCodec } from '../../controller/reports/said-codec.ts';
import type { SaidReports } from '../../controller/reports/said-reports.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';

export const ACCOUNT = '111122223333';

const TEXT = { text: (text: string) => text, parse: (text: string) => text };

/** Reports in memory, each object kept as the text that would lie in the bucket. */
export class MemoryReports implements ReportStore {
  readonly texts = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  /** Names of what was written, in its order. */
  readonly writes: string[] = [];
  outage: string | undefined;
  /** Called before a write is compared: the moment in which somebody else may write, or a run may die. */
  beforeWrite: ((name: string) => void | Promise<void>) | undefined;

  readonly said: VersionedObject<SaidReports> = this.#object('said', saidCodec(ACCOUNT));

  json(name: string): VersionedObject<string> {
    return this.#object(`${name}.json`, TEXT);
  }

  async writePage(name: string, html: string): Promise<void> {
    await this.#put(`${name}.html`, html);
  }

  async writeLatest(json: string, html: string): Promise<void> {
    await this.#put('latest.json', json);
    await this.#put('latest.html', html);
  }

  /** Writes it as somebody else would, asking nobody. */
  put(name: string, text: string): void {
    this.texts.set(name, text);
    this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1);
  }

  async #put(name: string, text: string): Promise<void> {
    await this.beforeWrite?.(name);
    this.put(name, text);
    this.writes.push(name);
  }

  #object<T>(name: string, codec: { text(value: T): string; parse(text: string): T }): VersionedObject<T> {
    const version = () => (this.texts.has(name) ? String(this.#versions.get(name)) : undefined);
    return {
      read: async () => {
        if (this.outage !== undefined) throw new StateUnreadable(this.outage);
        const text = this.texts.get(name);
        return text === undefined ? undefined : { value: codec.parse(text), version: String(version()) };
      },
      write: async (value, after) => {
        await this.beforeWrite?.(name);
        if (version() !== after) throw new StateConflict(`${name} is version ${version()} and not ${after}.`);
        this.put(name, codec.text(value));
        this.writes.push(name);
      },
    };
  }
}
