import { createHash } from 'node:crypto';
import type { DefinitionAudit, RoleOverrides } from '../../../audit/types.ts';
import type { AuditEntry, StoredAudit } from './audit-state.ts';

/** So many of each are kept of one task definition. */
const EVENTS = 20;
const OVERRIDES = 20;

/** A short name for what an audit says: not for when it said so. */
export function auditHash(audit: DefinitionAudit): string {
  return createHash('sha256').update(JSON.stringify(audit)).digest('hex').slice(0, 16);
}

/** Whether an event led to one of the results already. */
export function knowsEvent(stored: StoredAudit | undefined, eventId: string): boolean {
  return entriesOf(stored).some(({ eventIds }) => eventIds.includes(eventId));
}

/**
 * The result with a new entry in it, in the place of the one about the same roles.
 * @returns `undefined` if the entry says nothing new.
 */
export function resultWith(
  stored: StoredAudit | undefined,
  at: Pick<StoredAudit, 'region' | 'family' | 'revision'>,
  entry: AuditEntry,
): StoredAudit | undefined {
  const { overrides } = entry.audit;
  const isSame = (other: AuditEntry) => rolesOf(other.audit.overrides) === rolesOf(overrides);
  const before = entriesOf(stored).find(isSame);
  if (before !== undefined && saysTheSame(before, entry)) return undefined;
  const eventIds = [...new Set([...entry.eventIds, ...(before?.eventIds ?? [])])].slice(0, EVENTS);
  const next = { ...entry, eventIds };
  const result = stored ?? emptyResult(at);
  if (overrides === null) return { ...result, own: next };
  return { ...result, overrides: [next, ...result.overrides.filter((other) => !isSame(other))].slice(0, OVERRIDES) };
}

/** All that is kept of a task definition. */
export function entriesOf(stored: StoredAudit | undefined): readonly AuditEntry[] {
  if (stored === undefined) return [];
  return stored.own === null ? stored.overrides : [stored.own, ...stored.overrides];
}

function rolesOf(overrides: RoleOverrides | null): string {
  return overrides === null ? 'own' : JSON.stringify([overrides.taskRole, overrides.executionRole]);
}

/** Somebody else's run with the same roles is nothing new. */
function saysTheSame(one: AuditEntry, other: AuditEntry): boolean {
  const said = ({ audit, pendingAgain }: AuditEntry) => [auditHash({ ...audit, overrides: null }), pendingAgain].join();
  return said(one) === said(other);
}

function emptyResult({ region, family, revision }: Pick<StoredAudit, 'region' | 'family' | 'revision'>): StoredAudit {
  return { apiVersion: 'rolecall/v1', kind: 'TaskDefinitionAudit', region, family, revision, own: null, overrides: [] };
}
