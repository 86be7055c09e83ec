import { foldName } from '../../iam/role.ts';
import type { Drift } from '../../reconciler/types.ts';
import type { ControllerState } from '../state/state.ts';

/** Whether somebody changed the live role, as far as that is known, rather than that its spec asks for something new. */
export function isChangedLive(
  role: string,
  { unit, by }: Pick<Drift, 'unit' | 'by'>,
  unannounced: ControllerState['unannounced'],
): boolean {
  return by !== null || unannounced.some((change) => change.role === foldName(role) && change.unit === unit);
}
