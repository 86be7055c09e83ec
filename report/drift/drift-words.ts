import type { Drift } from '../../reconciler/types.ts';

const FACTS: Readonly<Record<string, Partial<Record<Drift['kind'], string>>>> = {
  role: {
    missing: 'The role does not exist.',
    extra: 'The role exists; the spec says absent.',
    different: 'The name differs in upper and lower case.',
  },
  path: { different: 'The path differs.' },
  trustPolicy: { different: 'The trust policy is not the one in the spec.' },
  permissionsBoundary: {
    missing: 'The permissions boundary of the spec is not set.',
    extra: 'A permissions boundary is set; the spec says none.',
    different: 'Another permissions boundary is set.',
    content: 'The boundary policy has new content.',
  },
  managedPolicies: {
    missing: 'In the spec, but not attached.',
    extra: 'Attached, but not in the spec.',
    content: 'The attached policy has new content.',
  },
  inlinePolicies: {
    missing: 'In the spec, but not on the role.',
    extra: 'On the role, but not in the spec.',
    different: 'The policy is not the one in the spec.',
  },
  tags: { missing: 'The tag is missing.', extra: 'The tag is not in the spec.', different: 'The tag has another value.' },
};

const OTHERWISE: Readonly<Record<Drift['kind'], string>> = {
  missing: 'Missing.',
  extra: 'Not in the spec.',
  different: 'Differs from the spec.',
  content: 'The policy has new content.',
};

const DIRECTIONS: Readonly<Record<Drift['access'], string>> = {
  wider: 'Live access is wider',
  narrower: 'Live access is narrower',
  different: 'Live access is different',
  same: 'Access is the same',
};

const TOLERATED: Readonly<Record<NonNullable<Drift['tolerated']>, string>> = {
  additive: 'It stays: the spec lists this attribute under additive.',
  ignore: 'It stays: the spec ignores this unit.',
  unreconcilable: 'It stays: IAM cannot change this on an existing role.',
  content: 'It stays: Rolecall writes roles, not policies. Accept the new content, or put the policy back.',
  backOff: 'It waits: somebody keeps changing this back.',
};

/** Attributes that give no access by themselves: the fact says all. */
const SELF_EVIDENT: readonly string[] = ['path', 'description', 'maxSessionDuration', 'tags'];

function attributeOf({ unit }: Drift): string {
  return unit.split('[')[0] ?? unit;
}

function fact(drift: Drift): string {
  return FACTS[attributeOf(drift)]?.[drift.kind] ?? OTHERWISE[drift.kind];
}

function direction(drift: Drift): string | undefined {
  const attribute = attributeOf(drift);
  if (attribute === 'role' || (drift.access === 'same' && SELF_EVIDENT.includes(attribute))) return undefined;
  const detail = drift.detail.join('; ');
  return `${DIRECTIONS[drift.access]}${detail === '' ? '' : `: ${detail}`}`.replace(/\.?$/, '.');
}

/** Who made it, where that is known, as a sentence. */
export function actorWords(drift: Drift): readonly string[] {
  if (drift.by === null) return [];
  return [`Changed by ${drift.by.who}${drift.by.via === null ? '' : ` (${drift.by.via})`} at ${drift.by.at}.`];
}

/** What a drift is, as sentences: the fact, which way it moves access, who did it, and why it stays if it does. */
export function driftWords(drift: Drift): string {
  const stays = drift.tolerated === null ? undefined : TOLERATED[drift.tolerated];
  return [fact(drift), direction(drift), ...actorWords(drift), stays].filter((sentence) => sentence !== undefined).join(' ');
}
