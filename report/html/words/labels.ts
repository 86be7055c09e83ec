import type { Direction } from '../../../iam/policy/types.ts';

/** Which way live access differs from the spec, as a label. */
export const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  wider: 'wider access',
  narrower: 'narrower access',
  different: 'different access',
  same: 'same access',
};

/** A role of a task definition without the path and the account around it. */
export function roleNameIn(reference: string): string {
  return reference.startsWith('arn:') ? (reference.split('/').at(-1) ?? reference) : reference;
}
