import { readKeptAudits } from '../../controller/alerts/observing/kept-audits.ts';
import type { KeptAudits, Watched } from '../../controller/alerts/observing/watched.ts';
import { isFresh } from '../../controller/state/empty-state.ts';
import type { Kept } from './notify-ports.ts';
import type { NotifySettings } from './notify-settings.ts';

/**
 * All that is known now.
 * @param lookedAt when it was last looked
 * @throws {StateUnreadable}
 */
export async function watchedNow(
  kept: Kept,
  { account, guards, deployment }: Pick<NotifySettings, 'account' | 'guards' | 'deployment'>,
  now: Date,
  lookedAt: string | undefined,
): Promise<Watched> {
  const [stored, audits] = await Promise.all([kept.state.read(), readKeptAudits(kept.audits())]);
  const state = stored?.state ?? null;
  return { account: account.accountId, deployment, now, lookedAt, guards, waivers: state?.waivers ?? [], state, audits };
}

/** Whether nobody has looked at anything yet, or nothing of it is left. */
export function isUnknown({ state, audits }: Watched): boolean {
  return isFresh(state ?? undefined) && audits === null;
}

/** Whether the index names results that could not be read. */
export function isIncomplete(audits: KeptAudits | null): boolean {
  if (audits === null) return false;
  const named = Object.values(audits.index.regions).flatMap(({ definitions }) => Object.keys(definitions));
  return audits.results.length < named.length;
}
