import type { AwsClients } from '../../adapters/aws-clients.ts';
import type { S3Place } from '../../adapters/s3/s3-place.ts';
import type { CacheStore } from '../../adapters/s3/zipped-object.ts';
import { CompiledCache } from '../../adapters/specs/compiled-cache.ts';
import { SpecCache } from '../../adapters/specs/spec-cache.ts';
import { specSourcesOf } from '../../adapters/specs/spec-sources.ts';
import type { ControllerPorts, SpecCompiler } from '../../controller/ports.ts';
import { printable } from '../../report/escaping/printable.ts';
import { observer } from '../observing.ts';
import { packagedRelease } from '../release.ts';

/** Bytes; beyond what the spec language takes, so that it can refuse in its own words. */
const LARGEST_FILE = 2 * 1024 * 1024;

/**
 * Specs from where they lie, and what compiles them; of both a function keeps caches of its own.
 * @param caches where they lie
 */
export function specsOnUse(
  names: readonly string[],
  clients: AwsClients,
  caches: S3Place,
): Pick<ControllerPorts, 'specs' | 'compiler'> {
  const warn = (why: string) => observer.warn('spec cache', { why: printable(why) });
  const store = { client: clients.s3, below: caches, warn };
  return {
    specs: specSourcesOf(names, { clients, limit: LARGEST_FILE, cache: new SpecCache(store) }),
    compiler: compilerOnUse(store),
  };
}

/** Most runs find the specs as they were, so neither YAML's reader nor the spec language's rules are loaded before. */
function compilerOnUse(store: CacheStore): SpecCompiler {
  const release = packagedRelease();
  return new CompiledCache({
    compiler: async () => (await import('../spec-language.ts')).specCompiler,
    release: release ?? 'not packaged',
    store: release === undefined ? undefined : store,
  });
}
