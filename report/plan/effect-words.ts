import type { Direction } from '../../iam/policy/types.ts';
import type { Drift } from '../../reconciler/types.ts';
import type { Fate } from './changes.ts';
import type { RoleEffect, UnitEffect } from './role-effect.ts';

const CHANGES: Readonly<Record<Drift['kind'], string>> = {
  missing: 'Would be set.',
  extra: 'Would be removed.',
  different: 'Would be changed.',
  content: 'Would be changed.',
};

const OTHERS: Readonly<Record<string, Partial<Record<Drift['kind'], string>>>> = {
  role: { missing: 'Would be created.', extra: 'Would be deleted.' },
  managedPolicies: { missing: 'Would be attached.', extra: 'Would be detached.' },
  inlinePolicies: { missing: 'Would be added.', extra: 'Would be deleted.' },
};

/** Another unit of the same role may take what this one gives. */
const DIRECTIONS: Readonly<Record<Direction, string>> = {
  wider: 'By itself it widens access',
  narrower: 'By itself it narrows access',
  different: 'By itself it changes access',
  same: 'It leaves access as it is',
};

/** Attributes of which nobody asks what they allow, but for tags for which policies ask. */
const SELF_EVIDENT: readonly string[] = ['role', 'path', 'description', 'maxSessionDuration', 'tags'];

function attributeOf({ unit }: Drift): string {
  return unit.split('[')[0] ?? unit;
}

function isSelfEvident(drift: Drift, { access }: UnitEffect): boolean {
  const attribute = attributeOf(drift);
  return SELF_EVIDENT.includes(attribute) && !(attribute === 'tags' && access === 'different');
}

/** What stands out of a unit's change before anything else is read of it; nothing, where access is no question. */
export function effectLabel(drift: Drift, effect: UnitEffect | undefined): string | undefined {
  if (effect === undefined || isSelfEvident(drift, effect)) return undefined;
  const way = effect.access === 'same' ? 'same access' : effect.access;
  return effect.dangers.length > 0 ? `critical, ${way}` : way;
}

/** What would become of a unit, as sentences: what is done to it, and what that gives and takes. */
export function effectWords(drift: Drift, effect: UnitEffect | undefined): string {
  const attribute = attributeOf(drift);
  const fact = OTHERS[attribute]?.[drift.kind] ?? CHANGES[drift.kind];
  if (effect === undefined || isSelfEvident(drift, effect)) return fact;
  const said = [...effect.dangers, ...effect.detail].join('; ');
  return `${fact} ${`${DIRECTIONS[effect.access]}${said === '' ? '' : `: ${said}`}`.replace(/\.?$/, '.')}`;
}

/** Follows what would be given, where no apply gives it now. */
export const FATES: Readonly<Record<Fate, string>> = {
  applied: '',
  observed: ', once enforced',
  refused: ', were it not refused',
};

const WAYS: Readonly<Record<RoleEffect['way'], string>> = {
  creates: 'new role',
  deletes: 'would be deleted',
  widens: 'would widen',
  changes: 'would change',
  narrows: 'would narrow',
  keeps: 'would stay the same',
};

/** What becomes of a role, in a few words. */
export function wayWords({ way, isOfPolicies, fate }: RoleEffect): string {
  const subject = way === 'creates' || way === 'deletes' ? '' : isOfPolicies ? 'a policy ' : 'access ';
  return `${subject}${WAYS[way]}${FATES[fate]}`;
}

/** The same as the beginning of a list of roles: "Access widens", "A policy would widen, once enforced". */
export function movedWords(effect: RoleEffect): string {
  const words = effect.fate === 'applied' ? wayWords(effect).replace(/would (\w+)/, '$1s') : wayWords(effect);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const TOGETHER: Readonly<Partial<Record<RoleEffect['way'], readonly [Direction, string]>>> = {
  widens: ['wider', 'widen access'],
  narrows: ['narrower', 'narrow access'],
  keeps: ['same', 'leave access as it is'],
};

/** What changes come to that go another way by themselves: a policy that is only called otherwise, say. */
export function togetherWords({ way, units, fate }: RoleEffect): string | undefined {
  const [access, words] = TOGETHER[way] ?? [];
  if (words === undefined) return undefined;
  const ways = [...units.values()].map((unit) => unit.access).filter((each) => each !== 'same');
  if (!ways.some((each) => each !== access)) return undefined;
  const all = ways.length > 1 ? 'Taken together, these changes' : 'With all that the role has and keeps, this would';
  return `${all} ${words}${FATES[fate]}.`;
}

/** What makes what a role would get critical, a sentence each. */
export function dangerWords({ dangers, fate }: RoleEffect): readonly string[] {
  return dangers.map(({ unit, words }) => `Critical: ${unit === null ? '' : `${unit}: `}${words}${FATES[fate]}.`);
}

/** The same where the role has to be named. */
export function dangerSentences(name: string, { dangers, fate }: RoleEffect): readonly string[] {
  return dangers.map(({ unit, words }) => `Critical: ${name}${unit === null ? '' : `, ${unit}`}: ${words}${FATES[fate]}.`);
}
