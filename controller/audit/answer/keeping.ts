import type { DefinitionAudit } from '../../../audit/types.ts';
import type { PassFrame } from '../../ports.ts';
import { changeObject } from '../../state/change-object.ts';
import { emptyIndex, indexedName, indexWith, regionOf } from '../state/audit-index.ts';
import { resultWith } from '../state/audit-result.ts';
import type { AuditEntry, AuditIndex, IndexedDefinition } from '../state/audit-state.ts';
import type { AuditPorts } from '../state/store-ports.ts';
import { identityOf, indexedAs, type Judged } from './judging.ts';

/** Where no revision is known. */
const UNKNOWN_REVISION = 'undescribed';

/** Where the result about a task definition is kept. */
export function resultOf(
  { store }: Pick<AuditPorts, 'store'>,
  { region, family, revision }: Pick<DefinitionAudit, 'region' | 'family' | 'revision'>,
) {
  return store.result(region ?? '', family, String(revision ?? UNKNOWN_REVISION));
}

/** A judged definition, and what led to it. */
export interface ToKeep {
  readonly judged: Judged;
  readonly trigger: string;
  readonly pendingAgain: boolean;
  readonly eventIds: readonly string[];
}

/** @returns `REGION/FAMILY/REVISION` if it said something new and was written. */
export async function keepResult(
  { judged: { definition, audit }, trigger, pendingAgain, eventIds }: ToKeep,
  { runId }: PassFrame,
  ports: Pick<AuditPorts, 'store' | 'clock'>,
): Promise<readonly string[]> {
  const at = identityOf(definition);
  const auditedAt = ports.clock.now().toISOString();
  const entry: AuditEntry = { auditedAt, runId, trigger, pendingAgain, eventIds, audit };
  const written = await changeObject(resultOf(ports, at), (stored) => resultWith(stored, at, entry));
  return written !== undefined ? [`${at.region}/${at.family}/${at.revision ?? UNKNOWN_REVISION}`] : [];
}

/** Puts definitions with their own roles into the index, unless all of them stand there like this. */
export async function keepInIndex(
  judged: readonly Judged[],
  account: string,
  { store, clock }: Pick<AuditPorts, 'store' | 'clock'>,
): Promise<void> {
  const auditedAt = clock.now().toISOString();
  const own = judged.filter(({ audit }) => audit.overrides === null);
  if (own.length === 0) return;
  await changeObject(store.index, (index = emptyIndex(account)) => indexWith(index, changeOf(own, index, auditedAt)));
}

/** By region, and there by name. */
export function changeOf(judged: readonly Judged[], index: AuditIndex, auditedAt: string) {
  const change = new Map<string, Map<string, IndexedDefinition>>();
  for (const each of judged) {
    const { region } = identityOf(each.definition);
    const name = indexedName(identityOf(each.definition));
    const added = change.get(region) ?? new Map<string, IndexedDefinition>();
    change.set(region, added.set(name, indexedAs(each, regionOf(index, region).definitions[name], auditedAt)));
  }
  return change;
}
