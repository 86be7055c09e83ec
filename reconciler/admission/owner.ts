import type { ActionCall } from '../types.ts';

/** The tag that marks a role as ours; its value is the owner that the guards name. */
export const OWNER_TAG = 'rolecall:owner';

export type Ownership = 'ours' | 'nobody' | 'other';

/** Whether a tag says who owns the role; IAM takes keys that differ only in case for one. */
export function isOwnerTag(key: string): boolean {
  return key.toLowerCase() === OWNER_TAG;
}

/** The owner that the tags name. */
export function ownerIn(tags: ReadonlyMap<string, string>): string | undefined {
  return tags.get(OWNER_TAG) ?? [...tags].find(([key]) => isOwnerTag(key))?.[1];
}

/** Whose a role is, going by its tags. */
export function ownershipOf(tags: ReadonlyMap<string, string>, owner: string): Ownership {
  const value = ownerIn(tags);
  if (value === undefined) return 'nobody';
  return value === owner ? 'ours' : 'other';
}

/** Whether a call does nothing but put our owner tag on a role or take it off. */
export function isOwnerTagCall(action: ActionCall): boolean {
  if (action.call === 'TagRole') return action.input.Tags.every(({ Key }) => Key === OWNER_TAG);
  return action.call === 'UntagRole' && action.input.TagKeys.every((key) => key === OWNER_TAG);
}
