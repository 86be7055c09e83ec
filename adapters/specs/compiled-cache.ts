import { deserialize, serialize } from 'node:v8';
import type { SpecCompiler } from '../../controller/ports.ts';
import type { CompiledSpecs, SpecContext, SpecFile } from '../../specs/types.ts';
import { type CacheStore, ZippedObject } from '../s3/zipped-object.ts';
import { compilationKey } from './compilation-key.ts';

interface Compiled {
  readonly key: string;
  readonly specs: CompiledSpecs;
}

export interface CompiledCacheSettings {
  /** Asked only when something changed, so that its code need not be loaded before. */
  readonly compiler: () => Promise<SpecCompiler>;
  /** Names the code that compiles: what another release compiled is not trusted. */
  readonly release: string;
  /** `undefined`: kept in memory only. */
  readonly store: CacheStore | undefined;
}

/** The last compilation: in memory between warm invocations, and in one object for cold starts. */
export class CompiledCache implements SpecCompiler {
  readonly #compiler: () => Promise<SpecCompiler>;
  readonly #release: string;
  readonly #stored: ZippedObject | undefined;
  #last: Compiled | undefined;
  #unsaved = false;

  constructor({ compiler, release, store }: CompiledCacheSettings) {
    this.#compiler = compiler;
    this.#release = release;
    // As V8 writes values down, a Map stays one, and what is undefined is not lost.
    this.#stored = store && new ZippedObject(store, 'compiled.v8.gz');
  }

  async compile(files: readonly SpecFile[], account: SpecContext, today: string): Promise<CompiledSpecs> {
    const key = compilationKey({ files, account, today, release: this.#release });
    this.#last ??= await this.#stored?.read(compiledIn);
    if (this.#last?.key !== key) {
      const compiler = await this.#compiler();
      this.#last = { key, specs: await compiler.compile(files, account, today) };
      this.#unsaved = true;
    }
    const { specs } = this.#last;
    await this.#save(this.#last);
    return specs;
  }

  async #save(compiled: Compiled): Promise<void> {
    if (!this.#unsaved || this.#stored === undefined) return;
    this.#unsaved = !(await this.#stored.write(serialize(compiled)));
  }
}

/** @throws where it is nothing that V8 wrote; a stranger's value has no key of ours */
function compiledIn(bytes: Buffer): Compiled | undefined {
  const { key, specs } = deserialize(bytes) ?? {};
  return typeof key === 'string' && Array.isArray(specs?.roles) ? { key, specs } : undefined;
}
