import type { Drift, Reason } from '../../../../reconciler/types.ts';
import type { RoleStatus } from '../../../state/state.ts';
import type { Watcher } from './watcher.ts';

/** Reasons that keep a drift from being corrected, beside those that speak of another thing. */
const HOLDING: readonly Reason['code'][] = [
  'Brake',
  'DeletionBlocked',
  'Excess',
  'Failed',
  'Gap',
  'Guard',
  'Immutable',
  'NotOwned',
  'OtherOwner',
  'Protected',
  'Quota',
  'Unobserved',
];

const STAYS: Readonly<Partial<Record<NonNullable<Drift['tolerated']>, string>>> = {
  content: 'Nothing was written: Rolecall writes roles, not policies',
  additive: 'It stays, for the spec lists this attribute under additive',
  ignore: 'It stays, for the spec ignores this unit',
  unreconcilable: 'It stays, for IAM cannot change this on an existing role',
};

/** What was done about a drift that is still there, or why nothing was; empty where there is nothing to say. */
export function driftOutcome({ status, mode, reasons }: RoleStatus, { tolerated }: Drift, { isSingleLook }: Watcher): string {
  const stays = tolerated === null ? undefined : STAYS[tolerated];
  if (stays !== undefined) return stays;
  const held = heldBecause(reasons);
  if (status === 'Failed') return `Its correction failed: ${held}`;
  if (status === 'Refused') return `Nothing was written: ${held}`;
  if (status === 'Progressing') return 'Its correction was put off to the next run';
  if (isSingleLook) return 'Nothing was written, for this was a single look';
  return mode === 'observe' ? 'Nothing was written, for the mode is observe' : '';
}

/** Why a role is not as it should be, in one text without a full stop. */
export function heldBecause(reasons: readonly Reason[]): string {
  const holding = reasons.filter(({ code }) => HOLDING.includes(code));
  const said = (holding.length > 0 ? holding : reasons).map(({ message }) => message);
  return [...new Set(said)].join(' ').replace(/\.$/, '') || 'no reason is known';
}
