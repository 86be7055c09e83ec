import type { Metafile } from 'esbuild';

export type Output = Metafile['outputs'][string];

/** What is loaded before a function's first event: its entry, and the chunks that are imported without being asked for. */
export function hotPath({ outputs }: Metafile): readonly Output[] {
  const hot = new Set(Object.keys(outputs).filter((path) => path.endsWith('/index.mjs')));
  for (const path of hot)
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && outputs[imported] !== undefined) hot.add(imported);
  return [...hot].flatMap((path) => outputs[path] ?? []);
}

export function bytesOf(hot: readonly Output[]): number {
  return hot.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The packages and folders that weigh most in it, heaviest first. */
export function heaviest(hot: readonly Output[], count: number): readonly (readonly [string, number])[] {
  const weights = new Map<string, number>();
  for (const [path, { bytesInOutput }] of hot.flatMap(({ inputs }) => Object.entries(inputs)))
    weights.set(partOf(path), (weights.get(partOf(path)) ?? 0) + bytesInOutput);
  return [...weights].sort(([, a], [, b]) => b - a).slice(0, count);
}

function partOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? path;
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}
