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

/** The regions in which anything can start tasks, as far as is known. */
export function regionsInUse({ regions }: AuditIndex): readonly string[] {
  return Object.entries(regions).flatMap(([name, { definitions, isUsed }]) =>
    isUsed === true || Object.keys(definitions).length > 0 ? [name] : [],
  );
}

/** Whether all of a region was looked at, and will be again. */
export function isSweptRegion({ sweptAt, leftAt }: Pick<IndexedRegion, 'sweptAt' | 'leftAt'>): boolean {
  return sweptAt !== null && leftAt === undefined;
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
 * does what was current in regions that are not swept: nobody would see it go.
 */
export function indexAfterSweep(index: AuditIndex, region: string, current: ReadonlySet<string>, sweep: Sweep): AuditIndex {
  const definitions = addedSince(sweep.begun, regionOf(index, region), current);
  const { regions } = withoutUnswept(index, sweep);
  return { ...index, regions: { ...regions, [region]: { sweptAt: sweep.ended, definitions } } };
}

/** The index without what was known of regions that are not swept before a sweep of the others began. */
export function withoutUnswept(index: AuditIndex, sweep: Sweep): AuditIndex {
  const all = Object.entries(index.regions).map(
    ([name, region]) => [name, sweep.regions.includes(name) ? region : leftBehind(region, sweep)] as const,
  );
  return { ...index, regions: Object.fromEntries(all) };
}

/** What is known when a region is left is not what it is used for since; what events tell of one that is not swept is. */
function leftBehind(region: IndexedRegion, { begun, ended }: Omit<Sweep, 'regions'>): IndexedRegion {
  const isUsed = region.isUsed === true || (!isSweptRegion(region) && Object.keys(region.definitions).length > 0);
  const leftAt = region.leftAt ?? ended;
  return { sweptAt: region.sweptAt, leftAt, ...(isUsed ? { isUsed } : {}), definitions: addedSince(begun, region) };
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
