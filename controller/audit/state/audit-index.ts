import type { DefinitionAudit, Need } from '../../../audit/types.ts';
import { foldName } from '../../../iam/role.ts';
import { SEVERITIES, type SpecContext } from '../../../specs/types.ts';
import type { Instant } from '../../state/state.ts';
import { readReference } from '../role-reference.ts';
import type { AuditIndex, IndexedDefinition, IndexedRegion } from './audit-state.ts';

/** What is new, by region and there by `family:revision`. */
export type IndexChange = ReadonlyMap<string, ReadonlyMap<string, IndexedDefinition>>;

export function emptyIndex(account: string): AuditIndex {
  return { apiVersion: 'rolecall/v1', kind: 'AuditIndex', account, regions: {} };
}

/** Under which name a revision stands in the index. */
export function indexedName({ family, revision }: Pick<DefinitionAudit, 'family' | 'revision'>): string {
  return revision === null ? family : `${family}:${revision}`;
}

export function regionOf(index: AuditIndex, region: string): IndexedRegion {
  return index.regions[region] ?? { sweptAt: null, definitions: {} };
}

/** The regions in which anything is known that can start tasks. */
export function regionsInUse({ regions }: AuditIndex): readonly string[] {
  return Object.entries(regions).flatMap(([name, { definitions }]) => (Object.keys(definitions).length === 0 ? [] : [name]));
}

/** The index with more definitions in it. */
export function indexWith(index: AuditIndex, change: IndexChange): AuditIndex {
  const changed = [...change].map(([region, added]) => {
    const before = regionOf(index, region);
    return [region, { ...before, definitions: { ...before.definitions, ...Object.fromEntries(added) } }] as const;
  });
  return { ...index, regions: { ...index.regions, ...Object.fromEntries(changed) } };
}

export interface Sweep {
  readonly begun: Instant;
  readonly ended: Instant;
  /** All that are swept. */
  readonly regions: readonly string[];
}

/**
 * The index once all of a region was looked at: what is current no more leaves it, but not what was added since the sweep began. So
 * does what was current in regions that are swept no more: nobody would see it go.
 */
export function indexAfterSweep(index: AuditIndex, region: string, current: ReadonlySet<string>, sweep: Sweep): AuditIndex {
  const others = Object.entries(index.regions).map(([name, other]) => [name, afterSweepOfOthers(name, other, sweep)] as const);
  const definitions = addedSince(sweep.begun, regionOf(index, region), current);
  return { ...index, regions: { ...Object.fromEntries(others), [region]: { sweptAt: sweep.ended, definitions } } };
}

function afterSweepOfOthers(name: string, region: IndexedRegion, { begun, ended, regions }: Sweep): IndexedRegion {
  if (regions.includes(name) || region.sweptAt === null || region.leftAt !== undefined) return region;
  return { ...region, leftAt: ended, definitions: addedSince(begun, region) };
}

function addedSince(begun: Instant, { definitions }: IndexedRegion, current: ReadonlySet<string> = new Set()) {
  const kept = Object.entries(definitions).filter(([name, { auditedAt }]) => current.has(name) || auditedAt >= begun);
  return Object.fromEntries(kept);
}

/** All definitions of the index that are not among the given ones, by region and `family:revision`. */
export function others(index: AuditIndex, given: ReadonlySet<string>): readonly IndexedDefinition[] {
  return Object.entries(index.regions).flatMap(([region, { definitions }]) =>
    Object.entries(definitions).flatMap(([name, definition]) => (given.has(placeOf(region, name)) ? [] : [definition])),
  );
}

/** What these definitions need of their execution roles, by the role's folded name. Of other accounts' roles nothing is said. */
export function needsByRole(
  definitions: readonly IndexedDefinition[],
  account: SpecContext,
): ReadonlyMap<string, readonly Need[]> {
  const found = new Map<string, Need[]>();
  for (const { executionRole, needs } of definitions) {
    const role = executionRole === null ? undefined : readReference(executionRole, account);
    if (role?.kind !== 'own' || needs === null) continue;
    found.set(foldName(role.name), [...(found.get(foldName(role.name)) ?? []), ...needs]);
  }
  return found;
}

/** A region, and a name in it, in one text. */
export function placeOf(region: string, name: string): string {
  return `${region} ${name}`;
}

/** What the index tells of the findings of an audit. */
export function findingsIn({ findings }: DefinitionAudit): Pick<IndexedDefinition, 'severity' | 'findings'> {
  const severities = findings.filter(({ waived }) => waived === null).map(({ severity }) => severity);
  const counts = SEVERITIES.map((severity) => [severity, severities.filter((each) => each === severity).length] as const);
  const present = counts.filter(([, count]) => count > 0);
  return { severity: present.at(-1)?.[0] ?? null, findings: Object.fromEntries(present) };
}
