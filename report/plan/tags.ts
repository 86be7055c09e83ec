import type { Role } from '../../iam/role.ts';
import type { Change } from './changes.ts';
import { type PlanAccount, textsOf } from './documents.ts';

/** A character that is written by its number may be one of these as well. */
const BY_TAGS = /\\u|aws:PrincipalTag|(?:aws|iam):ResourceTag/i;

/**
 * The changes, those of tags as `different` where documents of the role ask for tags, or may, for they were not read.
 * @param role as it is; `undefined` for a new one, which its tags do not change
 */
export function withTags(changes: readonly Change[], role: Role | undefined, account: PlanAccount): readonly Change[] {
  const texts = [
    ...(role === undefined ? [] : textsOfRole(role, account)),
    ...changes.flatMap((change) => textsOf(change, account)),
  ];
  if (!texts.some((text) => text === undefined || BY_TAGS.test(text))) return changes;
  return changes.map((change) => (isTag(change) ? { ...change, access: 'different' } : change));
}

/** Of a boundary that stays only what was read: it gives nothing by itself. */
function textsOfRole(role: Role, { managed }: PlanAccount): readonly (string | undefined)[] {
  const { trustPolicy, inlinePolicies, managedPolicies, permissionsBoundary } = role;
  const limit = managed(permissionsBoundary ?? '') ?? '';
  return [trustPolicy, ...inlinePolicies.values(), ...managedPolicies.map(managed), limit];
}

/** Why a tag matters, as sentences without a full stop. */
export function tagWords(change: Change): readonly string[] {
  if (!isTag(change) || change.access !== 'different') return [];
  return ['documents of the role ask for tags, or not all of them were read'];
}

function isTag({ unit }: Change): boolean {
  return unit.startsWith('tags[');
}
