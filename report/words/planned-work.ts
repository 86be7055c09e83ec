import { isOwnerTagCall } from '../../reconciler/admission/owner.ts';
import { impactOf } from '../../reconciler/plan/brake.ts';
import type { DriftReport, RoleReport } from '../../reconciler/types.ts';
import { counted } from './counts.ts';

/** How each kind of work is said: the verb, and what follows the number of roles. */
const KINDS = {
  created: ['create', ''],
  changed: ['correct', ''],
  deleted: ['delete', ''],
  adopted: ['tag', ' as ours'],
  released: ['give up', ''],
} as const;

type Kind = keyof typeof KINDS;

function kindOf({ mode, actions }: RoleReport): Kind | undefined {
  if (mode !== 'enforce' || !actions.some(({ outcome }) => outcome === 'planned')) return undefined;
  const impact = impactOf(actions, isOwnerTagCall);
  if (impact !== 'tagged') return impact;
  return actions.some(({ call }) => call === 'TagRole') ? 'adopted' : 'released';
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What an apply of a plan would do, and to how many roles: "correct 4 roles and tag 59 as ours"; `undefined` for nothing. */
export function plannedWork({ roles }: Pick<DriftReport, 'roles'>): string | undefined {
  const kinds = roles.map(kindOf);
  const counts = Object.entries(KINDS).map(([kind, words]) => [kinds.filter((other) => other === kind).length, words] as const);
  const parts = counts.filter(([count]) => count > 0);
  if (parts.length === 0) return undefined;
  return listed(parts.map(([count, [verb, rest]], index) => `${verb} ${index === 0 ? counted(count, 'role') : count}${rest}`));
}

/** The same as a sentence of a plan; says where the brake's count is smaller. */
export function plannedWorkSentence(report: DriftReport): string | undefined {
  const work = plannedWork(report);
  if (work === undefined) return undefined;
  if (report.brake === null) return `Apply would ${work}.`;
  const onlyTags = report.roles.some((role) => ['adopted', 'released'].includes(kindOf(role) ?? ''));
  return `Once approved, apply would ${work}.${onlyTags ? ' The brake does not count owner tags.' : ''}`;
}
