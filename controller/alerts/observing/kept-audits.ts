import type { IndexedDefinition, StoredAudit } from '../../audit/state/audit-state.ts';
import type { AuditStore } from '../../audit/state/store-ports.ts';
import { StateUnreadable } from '../../ports.ts';
import type { KeptAudits } from './watched.ts';

/** As the audit names the result of what it could not describe. */
const UNKNOWN_REVISION = 'undescribed';
const AT_ONCE = 16;

/** A revision that can start tasks, as the index names it. */
export interface KeptPlace {
  readonly region: string;
  readonly family: string;
  /** A number, or a word where none is known. */
  readonly revision: string;
  readonly definition: IndexedDefinition;
}

/**
 * Reads what the audit keeps of all that can start tasks. A result that is not wanted, or cannot be read, is left out, which
 * judges nothing: neither is it told, nor is what was told of its family over.
 * @param isWanted the index knows the findings of a definition's own roles, not those of runs with other ones
 * @returns `null` where no audit has kept anything yet.
 * @throws {StateUnreadable} if the index cannot be read.
 */
export async function readKeptAudits(
  store: AuditStore,
  isWanted: (place: KeptPlace) => boolean = () => true,
): Promise<KeptAudits | null> {
  const index = (await store.index.read())?.value;
  if (index === undefined) return null;
  const places = Object.entries(index.regions).flatMap(([region, { definitions }]) =>
    Object.entries(definitions).map(([name, definition]) => placeOf(region, name, definition)),
  );
  const wanted = places.filter(isWanted);
  const results: StoredAudit[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE)
    results.push(...(await Promise.all(wanted.slice(from, from + AT_ONCE).map((place) => read(store, place)))).flat());
  return { index, results };
}

function placeOf(region: string, name: string, definition: IndexedDefinition): KeptPlace {
  const [family = '', revision = UNKNOWN_REVISION] = name.split(':');
  return { region, family, revision, definition };
}

async function read(store: AuditStore, { region, family, revision }: KeptPlace): Promise<readonly StoredAudit[]> {
  try {
    const stored = await store.result(region, family, revision).read();
    return stored === undefined ? [] : [stored.value];
  } catch (error) {
    if (error instanceof StateUnreadable) return [];
    throw error;
  }
}
