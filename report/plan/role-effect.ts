import { explainChange } from '../../iam/evaluation/explain.ts';
import type { Direction, Policy } from '../../iam/policy/types.ts';
import { respell } from '../../reconciler/drift/spelling.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { boundaryWords, freedNames, imposedBoundary, isLoosened } from './boundary.ts';
import { type Change, type Fate, fateOf, isNew, wantedChanges } from './changes.ts';
import { commonNames, dangersIn, EVERYTHING, gainedNames, gainedTrust, NO_NAMES, untoldNames } from './dangers.ts';
import { documentKind, isKnown, type PlanAccount, sidesOf, textsOf } from './documents.ts';
import { tagWords, withTags } from './tags.ts';
import { changedPolicies, knownAfter, NO_POLICIES, type Policies, wholeRole } from './whole-role.ts';

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
  const wanted = wantedChanges(role, account.declared.get(role.name));
  if (fate !== 'applied' && wanted.length === 0) return undefined;
  const live = account.live.get(role.name);
  const imposed = fate === 'observed' ? imposedBoundary(role.name, account) : [];
  const changes = withTags([...wanted, ...imposed], live, account);
  const changed = changedPolicies(changes, account);
  const whole = wholeRole(isNew(role) ? NO_POLICIES : live, changes, changed.access, account);
  const way = wayOf(role, changes, changed, whole);
  const asked = { ...policiesToAsk(changes, changed, whole), held: whole?.after ?? knownAfter(live, changes, account) };
  return { fate, ...way, ...dangersOf(changes, asked, account) };
}

/** Of what dangers are asked: `before` is `undefined` where the role gains nothing, and only what is whole can take a danger back. */
interface Asked {
  readonly before: readonly Policy[] | undefined;
  readonly after: readonly Policy[];
  readonly isWhole: boolean;
  /** All that the role has afterwards, as far as it is known: what a boundary holds back. */
  readonly held: readonly Policy[];
}

function policiesToAsk(changes: readonly Change[], changed: Policies, whole: Policies | undefined): Omit<Asked, 'held'> {
  const { before, after } = whole ?? changed;
  const gainsNothing = (whole?.access === 'same' || whole?.access === 'narrower') && !changes.some(isLoosened);
  return { before: gainsNothing ? undefined : before, after, isWhole: whole !== undefined };
}

function dangersOf(changes: readonly Change[], asked: Asked, account: PlanAccount): Pick<RoleEffect, 'units' | 'dangers'> {
  const gained = asked.before === undefined ? NO_NAMES : gainedNames(asked.before, asked.after, account);
  const names = changes.map((change) => [change, namesOf(change, asked, gained, account)] as const);
  const units = new Map(names.map(([change, own]) => [change.unit, unitEffect(change, own, account)]));
  const single = [...units].flatMap(([unit, { dangers }]) => dangers.map((words) => ({ unit, words })));
  const told = new Set(names.flatMap(([, own]) => [...own]));
  const together = dangersIn(untoldNames(gained, told)).map((words) => ({ unit: null, words: `together: ${words}` }));
  return { units, dangers: [...single, ...together] };
}

/** The dangers that one change brings about, beside what the role has already and less what it keeps denying. */
function namesOf(
  change: Change,
  { before: had, held, isWhole }: Asked,
  gained: ReadonlySet<string>,
  account: PlanAccount,
): ReadonlySet<string> {
  if (had === undefined) return NO_NAMES;
  if (change.unit === 'permissionsBoundary') return freedNames(change, held, account);
  if (documentKind(change.unit) !== 'identity') return NO_NAMES;
  const [was, is] = sidesOf(change, 'identity', account);
  if (!isKnown(is)) return NO_NAMES;
  const names = gainedNames([...had, ...[was].filter(isKnown)], [is], account);
  return isWhole ? commonNames(names, gained) : names;
}

function unitEffect(change: Change, names: ReadonlySet<string>, account: PlanAccount): UnitEffect {
  const { unit, access } = change;
  const kind = documentKind(unit);
  if (kind === undefined) return { access, dangers: dangersIn(names), detail: [...boundaryWords(change), ...tagWords(change)] };
  const [before, after] = sidesOf(change, kind, account);
  const isTrust = kind === 'trust' && isKnown(after);
  const dangers = isTrust ? gainedTrust([before].filter(isKnown), after) : dangersIn(names);
  if (before === 'unknown' || after === 'unknown') return { access, dangers, detail: access === 'different' ? [UNREAD] : [] };
  if (dangers.includes(EVERYTHING)) return { access, dangers, detail: [] };
  const detail = respell(explainChange(before, after, kind), textsOf(change, account));
  return { access, dangers, detail: detail.filter((words) => !dangers.includes(words)) };
}

const UNREAD = 'the content of the policy was not read, so what it allows is not known';

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
