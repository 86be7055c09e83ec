import { direction } from '../../iam/evaluation/direction.ts';
import { explainChange } from '../../iam/evaluation/explain.ts';
import type { Direction, Policy } from '../../iam/policy/types.ts';
import { respell } from '../../reconciler/drift/spelling.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { type Change, isPlanned, plannedChanges } from './changes.ts';
import { EVERYTHING, gainedDangers } from './dangers.ts';
import { documentKind, merged, type PlanAccount, type Side, sidesOf } from './documents.ts';

/** What a change of one unit means for access. */
export interface UnitEffect {
  readonly access: Direction;
  /** What it gives that makes it critical; empty where the role had it before. */
  readonly dangers: readonly string[];
  /** Sentences without a full stop: what would be allowed, and what no longer. */
  readonly detail: readonly string[];
}

/** What the planned calls do to a role as a whole. */
export interface RoleEffect {
  /** `keeps`: what it allows stays as it is. */
  readonly way: 'creates' | 'deletes' | 'widens' | 'changes' | 'narrows' | 'keeps';
  readonly units: ReadonlyMap<string, UnitEffect>;
  /** What makes it critical, with the unit that gives it; `null` for what only several of them give together. */
  readonly dangers: readonly { readonly unit: string | null; readonly words: string }[];
}

const WAYS = { wider: 'widens', narrower: 'narrows', different: 'changes', same: 'keeps' } as const;

/** What an apply would do to a role; `undefined` where it makes no call. */
export function roleEffect(role: RoleReport, account: PlanAccount): RoleEffect | undefined {
  if (!isPlanned(role)) return undefined;
  const changes = plannedChanges(role);
  const identity = documentsOf(changes, 'identity', account);
  const units = new Map(changes.map((change) => [change.unit, unitEffect(change, identity.before, account)]));
  const single = [...units].flatMap(([unit, effect]) => effect.dangers.map((words) => ({ unit, words })));
  const together = single.length > 0 ? [] : gainedDangers(identity.before, identity.after, 'identity', account);
  const dangers = [...single, ...together.map((words) => ({ unit: null, words: `together: ${words}` }))];
  return { way: wayOf(role, changes, identity), units, dangers };
}

/** The known documents of one kind on both sides of all changes. */
interface Documents {
  readonly before: readonly Policy[];
  readonly after: readonly Policy[];
  readonly isComplete: boolean;
}

function isKnown(side: Side): side is Policy {
  return side !== undefined && side !== 'unknown';
}

function documentsOf(changes: readonly Change[], kind: 'identity' | 'trust', account: PlanAccount): Documents {
  const sides = changes.filter(({ unit }) => documentKind(unit) === kind).map((change) => sidesOf(change, kind, account));
  return {
    before: sides.map(([before]) => before).filter(isKnown),
    after: sides.map(([, after]) => after).filter(isKnown),
    isComplete: sides.flat().every((side) => side !== 'unknown'),
  };
}

/** @param had what the changed policies of the role give now, whichever of them */
function unitEffect(change: Change, had: readonly Policy[], account: PlanAccount): UnitEffect {
  const { unit, access } = change;
  const kind = documentKind(unit);
  if (kind === undefined) return { access, dangers: [], detail: boundaryWords(change) };
  const [before, after] = sidesOf(change, kind, account);
  const already = kind === 'identity' ? had : [before].filter(isKnown);
  const dangers = isKnown(after) ? gainedDangers(already, [after], kind, account) : [];
  if (before === 'unknown' || after === 'unknown') return { access, dangers, detail: access === 'different' ? [UNREAD] : [] };
  if (dangers.includes(EVERYTHING)) return { access, dangers, detail: [] };
  const detail = respell(explainChange(before, after, kind), textsOf(change, account));
  return { access, dangers, detail: detail.filter((words) => !dangers.includes(words)) };
}

const UNREAD = 'the content of the policy was not read, so what it allows is not known';

function textsOf({ unit, before, after }: Change, { managed }: PlanAccount): readonly string[] {
  return [before, after].flatMap((value) => {
    if (value === null) return [];
    return (unit.startsWith('managedPolicies[') ? managed(String(value)) : String(value)) ?? [];
  });
}

function boundaryWords({ unit, before, after }: Change): readonly string[] {
  if (unit !== 'permissionsBoundary') return [];
  if (after === null) return ['no permissions boundary would limit this role any more'];
  return [
    before === null ? 'a permissions boundary would limit this role' : 'another permissions boundary would limit this role',
  ];
}

function wayOf({ actions }: RoleReport, changes: readonly Change[], identity: Documents): RoleEffect['way'] {
  if (actions.some(({ call }) => call === 'CreateRole')) return 'creates';
  if (actions.some(({ call }) => call === 'DeleteRole')) return 'deletes';
  const others = changes.filter(({ unit }) => documentKind(unit) !== 'identity').map(({ access }) => access);
  const policies = changes.filter(({ unit }) => documentKind(unit) === 'identity').map(({ access }) => access);
  return WAYS[combined([...others, asOne(identity) ?? combined(policies)])];
}

/** Policies that change together are judged together: one that is only called otherwise gives nothing. */
function asOne({ before, after, isComplete }: Documents): Direction | undefined {
  const [was, is] = [merged(before), merged(after)];
  if (!isComplete || was === 'unknown' || is === 'unknown') return undefined;
  return direction(was, is);
}

function combined(ways: readonly Direction[]): Direction {
  const [first, ...others] = [...new Set(ways.filter((way) => way !== 'same'))];
  if (first === undefined) return 'same';
  return others.length === 0 ? first : 'different';
}
