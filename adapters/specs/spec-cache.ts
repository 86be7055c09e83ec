import * as z from 'zod/mini';
import { type CacheStore, ZippedObject } from '../s3/zipped-object.ts';

/** An object of a spec source, as it was read. */
export interface CachedSpec {
  readonly etag: string;
  readonly version: string | null;
  readonly content: Uint8Array;
}

const STORED = z.object({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('SpecCache'),
  specs: z.record(z.string(), z.object({ etag: z.string(), version: z.nullable(z.string()), content: z.base64() })),
});

/** Contents of objects by address and ETag: in memory between warm invocations, and in one object for cold starts. */
export class SpecCache {
  #specs = new Map<string, CachedSpec>();
  #loading: Promise<void> | undefined;
  #changed = false;
  readonly #stored: ZippedObject | undefined;

  constructor(store?: CacheStore) {
    this.#stored = store && new ZippedObject(store, 'specs.json.gz');
  }

  find(file: string, etag: string): CachedSpec | undefined {
    const known = this.#specs.get(file);
    return known?.etag === etag ? known : undefined;
  }

  keep(file: string, spec: CachedSpec): void {
    this.#specs.set(file, spec);
    this.#changed = true;
  }

  /** Forgets every other file. */
  retain(files: ReadonlySet<string>): void {
    for (const file of this.#specs.keys()) {
      if (files.has(file)) continue;
      this.#specs.delete(file);
      this.#changed = true;
    }
  }

  /** Takes over what an earlier process stored, once. Never rejects. */
  async load(): Promise<void> {
    this.#loading ??= this.#takeOver();
    return this.#loading;
  }

  /** Stores what is known, if that changed. Never rejects. */
  async save(): Promise<void> {
    if (!this.#changed || this.#stored === undefined) return;
    this.#changed = !(await this.#stored.write(asText(this.#specs)));
  }

  async #takeOver(): Promise<void> {
    this.#specs = (await this.#stored?.read(parsed)) ?? this.#specs;
  }
}

function parsed(bytes: Buffer): Map<string, CachedSpec> {
  const { specs } = STORED.parse(JSON.parse(bytes.toString('utf8')));
  return new Map(Object.entries(specs).map(([file, spec]) => [file, { ...spec, content: Buffer.from(spec.content, 'base64') }]));
}

function asText(known: ReadonlyMap<string, CachedSpec>): string {
  const specs = Object.fromEntries(
    [...known].map(([file, spec]) => [file, { ...spec, content: Buffer.from(spec.content).toString('base64') }]),
  );
  return JSON.stringify({ apiVersion: 'rolecall/v1', kind: 'SpecCache', specs });
}
