import type { SpecSourceReading, SpecSources } from '../../controller/ports.ts';
import type { AwsClients } from '../aws-clients.ts';
import { folderSource } from './folder-source.ts';
import { s3Source } from './s3-source.ts';
import { sourceNameOf } from './source-name.ts';
import { SpecCache } from './spec-cache.ts';
import type { SpecSource } from './spec-source.ts';

export interface SourceSettings {
  /** Each is loaded only for a source that needs it. */
  readonly clients: Pick<AwsClients, 's3' | 'ssm'>;
  /** Bytes; larger files are refused. */
  readonly limit: number;
  /** Of what S3 holds; by default in memory only. */
  readonly cache?: SpecCache;
}

/**
 * The places that specs come from: `s3://bucket/prefix`, `ssm:/path`, folders.
 * @throws {MisnamedSource}
 */
export function specSourcesOf(names: readonly string[], settings: SourceSettings): SpecSources {
  const cache = settings.cache ?? new SpecCache();
  const sources = names.map((name) => sourceOf(name, { ...settings, cache }));
  return {
    read: async () => {
      const readings = await Promise.all(sources.map((source) => source.read()));
      if (readings.every(({ failure }) => failure === null)) cache.retain(filesOf(readings));
      await cache.save();
      return withoutRepetition(readings);
    },
  };
}

function sourceOf(name: string, { clients, limit, cache }: Required<SourceSettings>): SpecSource {
  const named = sourceNameOf(name);
  if (named.kind === 's3') return s3Source(name, named.place, { client: clients.s3, cache, limit });
  return named.kind === 'folder' ? folderSource(name, limit) : lazySsmSource(name, named.path, clients);
}

function lazySsmSource(name: string, path: string, clients: SourceSettings['clients']): SpecSource {
  return { read: async () => (await import('./ssm-source.ts')).ssmSource(name, path, clients.ssm).read() };
}

function filesOf(readings: readonly SpecSourceReading[]): ReadonlySet<string> {
  return new Set(readings.flatMap(({ files }) => files.map(({ file }) => file)));
}

/** Where places overlap, a file counts for the first: declared twice, a role would be stopped. */
function withoutRepetition(readings: readonly SpecSourceReading[]): readonly SpecSourceReading[] {
  const seen = new Set<string>();
  const isNew = ({ file }: { readonly file: string }) => !seen.has(file) && seen.add(file) !== undefined;
  return readings.map((reading) => ({ ...reading, files: reading.files.filter(isNew) }));
}
