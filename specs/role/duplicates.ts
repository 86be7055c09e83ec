import { foldName } from '../../iam/role.ts';
import type { Report } from '../reading/report.ts';
import type { Source } from '../types.ts';

export interface NamedDocument {
  readonly name: string;
  readonly source: Source;
  readonly report: Report;
}

/** How many other places a message names. */
const MOST_PLACES = 3;

/** Reports, at each place, the other places that declare the same role; IAM's names fold case. */
export function reportDuplicates(documents: readonly NamedDocument[]): void {
  const byName = new Map<string, NamedDocument[]>();
  for (const document of documents) {
    const same = byName.get(foldName(document.name));
    if (same) same.push(document);
    else byName.set(foldName(document.name), [document]);
  }
  for (const same of byName.values()) if (same.length > 1) reportSame(same);
}

function reportSame(same: readonly NamedDocument[]): void {
  const folds = new Set(same.map(({ name }) => name)).size > 1 ? ' (names of roles fold case)' : '';
  for (const document of same) {
    const others = same.slice(0, MOST_PLACES + 1).filter((other) => other !== document);
    const places = others.slice(0, MOST_PLACES).map(({ source }) => `${source.file}:${source.line}`);
    const more = same.length - 1 - places.length;
    const also = [...places, ...(more > 0 ? [`${more} more places`] : [])].join(', ');
    document.report(['metadata', 'name'], `${document.name} is also declared in ${also}${folds}; keep one of them`);
  }
}
