import type { RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import type { Watcher } from './watcher.ts';

/** What every violation of a role has in common. */
export function ofRole(
  { name, labels }: RoleStatus,
  { account }: Watcher,
): Pick<AlertViolation, 'account' | 'subject' | 'labels'> {
  return { account, subject: { kind: 'role', name, region: null }, labels };
}

/** What a violation has where nothing was compared and nobody is known. */
export const NOTHING_COMPARED = { access: null, detail: [], values: null, by: null } as const;
