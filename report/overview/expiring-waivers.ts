import type { DefinitionAudit } from '../../audit/types.ts';
import type { Waiver } from '../../specs/types.ts';
import type { Overview } from './overview.ts';

const DAY = 24 * 3600 * 1000;
const SOON_DAYS = 30;

type Expiring = Overview['expiringWaivers'][number];

/**
 * Waivers that are over within thirty days, or are over already; the first to end first.
 * @param definitions their findings name the waivers that mute them, also where no spec was read
 */
export function expiringWaivers(
  waivers: readonly Waiver[],
  definitions: readonly DefinitionAudit[],
  madeAt: string,
): Overview['expiringWaivers'] {
  const last = new Date(Date.parse(madeAt) + SOON_DAYS * DAY).toISOString().slice(0, 10);
  const declared = waivers.map(({ name, expires, findings }) => [name, { name, expires, findings }] as const);
  return [...new Map([...usedBy(definitions), ...declared]).values()]
    .filter(({ expires }) => expires <= last)
    .toSorted((one, other) => compare(one.expires, other.expires) || compare(one.name, other.name));
}

/** As far as findings tell of them. */
function usedBy(definitions: readonly DefinitionAudit[]): ReadonlyMap<string, Expiring> {
  const used = new Map<string, Expiring>();
  for (const { rule, waived } of definitions.flatMap(({ findings }) => findings)) {
    if (waived === null) continue;
    const rules = new Set([...(used.get(waived.waiver)?.findings ?? []), rule]);
    used.set(waived.waiver, { name: waived.waiver, expires: waived.expires, findings: [...rules] });
  }
  return used;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
