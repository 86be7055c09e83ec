import type { Metafile } from 'esbuild';

/** Bytes of what is loaded before a function's first event: its entry, and the chunks that are imported without being asked for. */
export function hotPathBytes({ outputs }: Metafile): number {
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint !== undefined && path.endsWith('/index.mjs'));
  const hot = new Set(entry === undefined ? [] : [entry]);
  for (const path of hot)
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && outputs[imported] !== undefined) hot.add(imported);
  return [...hot].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}

/** The packages that weigh most on the hot path, heaviest first. */
export function heaviest(metafile: Metafile, count: number): readonly (readonly [string, number])[] {
  const weights = new Map<string, number>();
  const entry = Object.values(metafile.outputs).find(
    ({ entryPoint }) => entryPoint !== undefined && !entryPoint.includes('node_modules'),
  );
  for (const [path, { bytesInOutput }] of Object.entries(entry?.inputs ?? {})) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1] ?? path.split('/')[0] ?? path;
    weights.set(name, (weights.get(name) ?? 0) + bytesInOutput);
  }
  return [...weights].sort(([, a], [, b]) => b - a).slice(0, count);
}
