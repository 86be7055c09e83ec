import { explainChange } from '../../iam/evaluation/explain.ts';
import type { Direction, Policy } from '../../iam/policy/types.ts';
import { respell } from '../../reconciler/drift/spelling.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { type Change, type Fate, fateOf, isNew, wantedChanges } from './changes.ts';
import { EVERYTHING, gainedDangers } from './dangers.ts';
import { documentKind, isKnown, type PlanAccount, sidesOf } from './documents.ts';
import { changedPolicies, type Policies, wholeRole } from './whole-role.ts';

/** What a change of one unit means for access. */
export interface UnitEffect {
  readonly access: Direction;
  /** What it gives that makes it critical; empty where the role had it before. */
  readonly dangers: readonly string[];
  /** Sentences without a full stop: what would be allowed, and what no longer. */
  readonly detail: readonly string[];
}

/** What a spec does to a role as a whole, or would do. */
export interface RoleEffect {
  readonly fate: Fate;
  /** `keeps`: what it allows stays as it is. */
  readonly way: 'creates' | 'deletes' | 'widens' | 'changes' | 'narrows' | 'keeps';
  /** Whether that is so of its policies only: the role may have or lack it all the same by others, which are not known. */
  readonly isOfPolicies: boolean;
  readonly units: ReadonlyMap<string, UnitEffect>;
  /** What makes it critical, with the unit that gives it; `null` for what only several of them give together. */
  readonly dangers: readonly { readonly unit: string | null; readonly words: string }[];
}

const WAYS = { wider: 'widens', narrower: 'narrows', different: 'changes', same: 'keeps' } as const;

/** What a spec does to a role, or would do; `undefined` where it asks for nothing that an apply could ever do. */
export function roleEffect(role: RoleReport, account: PlanAccount): RoleEffect | undefined {
  const fate = fateOf(role);
  const changes = wantedChanges(role, account.declared.get(role.name));
  if (fate !== 'applied' && changes.length === 0) return undefined;
  const changed = changedPolicies(changes, account);
  const whole = wholeRole(role.name, changes, changed.access, account);
  const { before, after } = whole ?? changed;
  const had = whole?.access === 'same' || whole?.access === 'narrower' ? undefined : before;
  const units = new Map(changes.map((change) => [change.unit, unitEffect(change, had, account)]));
  const single = [...units].flatMap(([unit, effect]) => effect.dangers.map((words) => ({ unit, words })));
  const together = single.length > 0 || had === undefined ? [] : gainedDangers(had, after, 'identity', account);
  const dangers = [...single, ...together.map((words) => ({ unit: null, words: `together: ${words}` }))];
  return { fate, ...wayOf(role, changes, changed, whole), units, dangers };
}

/** @param had what the policies of the role give now, as far as they are known; `undefined` where all give nothing new together */
function unitEffect(change: Change, had: readonly Policy[] | undefined, account: PlanAccount): UnitEffect {
  const { unit, access } = change;
  const kind = documentKind(unit);
  if (kind === undefined) return { access, dangers: [], detail: boundaryWords(change) };
  const [before, after] = sidesOf(change, kind, account);
  const already = kind === 'trust' ? [] : had;
  const dangers =
    already && isKnown(after) ? gainedDangers([...already, ...[before].filter(isKnown)], [after], kind, account) : [];
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

function wayOf(
  role: RoleReport,
  changes: readonly Change[],
  changed: Policies,
  whole: Policies | undefined,
): Pick<RoleEffect, 'way' | 'isOfPolicies'> {
  if (isNew(role)) return { way: 'creates', isOfPolicies: false };
  if (role.actions.some(({ call }) => call === 'DeleteRole')) return { way: 'deletes', isOfPolicies: false };
  const others = combined(changes.filter(({ unit }) => documentKind(unit) !== 'identity'));
  const policies = changes.filter(({ unit }) => documentKind(unit) === 'identity');
  const together = whole?.access ?? changed.access ?? combined(policies);
  const isOfPolicies = others === 'same' && together !== 'same' && whole === undefined;
  return { way: WAYS[combined([{ access: others }, { access: together }])], isOfPolicies };
}

function combined(ways: readonly Pick<Change, 'access'>[]): Direction {
  const [first, ...others] = [...new Set(ways.map(({ access }) => access).filter((access) => access !== 'same'))];
  if (first === undefined) return 'same';
  return others.length === 0 ? first : 'different';
}
