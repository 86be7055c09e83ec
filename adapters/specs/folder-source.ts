import type { SpecSourceReading } from '../../controller/ports.ts';
import { readSpecSources } from '../files.ts';
import { isSpecName } from './spec-path.ts';
import { type SpecSource, unlisted } from './spec-source.ts';

/** Specs in a folder or a file of this machine. @param limit bytes, see `ReadingSettings` */
export function folderSource(source: string, limit: number): SpecSource {
  return { read: () => read(source, limit).catch((error: unknown) => unlisted(source, String(error))) };
}

async function read(source: string, limit: number): Promise<SpecSourceReading> {
  const { files, problems } = await readSpecSources([source], { limit });
  const unlistable = problems.find(({ file }) => file === source || !isSpecName(file));
  return unlistable === undefined ? { source, files, problems, failure: null } : unlisted(source, unlistable.message);
}
