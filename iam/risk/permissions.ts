import type { Atom } from '../evaluation/atoms.ts';
import { containsStatement } from '../evaluation/containment.ts';
import { matchesAction } from '../evaluation/statement.ts';
import type { Access, DecidingStatement } from '../evaluation/types.ts';
import { resolveVariables, toPattern, variableKeys } from '../evaluation/variables.ts';
import type { Matching, Policy, PolicyVersionDate, Statement } from '../policy/types.ts';
import { isAll, meet } from './meet.ts';
import { holdsIn, type Situation } from './situation.ts';

/** A statement that may apply in a situation: conditions that are sure to hold are gone, and so are variables that are known. */
export interface Permission {
  readonly by: DecidingStatement;
  readonly atom: Atom;
}

/** All documents of a role, ready to be asked what they allow together. */
export interface Permissions {
  readonly allows: readonly Permission[];
  /** Each is a list of what may be allowed at most: the boundary, and Denies of everything but something. */
  readonly limits: readonly (readonly Atom[])[];
  readonly denies: readonly Atom[];
}

/** @param access its trust policy is not looked at */
export function permissionsOf({ policies, boundary }: Access, situation: Situation): Permissions {
  const own = policies.flatMap(({ name, policy }) => applicable(name, policy, situation));
  const bounds = boundary ? applicable('boundary', boundary, situation) : [];
  const denies = [...own, ...bounds].map(({ atom }) => atom).filter(({ statement }) => statement.effect === 'Deny');
  const boundaries = boundary ? [allowed(bounds).map(({ atom }) => atom)] : [];
  return { allows: allowed(own), limits: [...boundaries, ...denies.flatMap(asLimit)], denies };
}

/**
 * What is left of a part of an Allow statement once the limits and the Denies of all documents have taken theirs; nothing, if a
 * single Deny takes all of it. A Deny of a piece of the part leaves it whole.
 * @param part of one action and one resource, or of what is left out
 */
export function left(part: Atom, { limits, denies }: Pick<Permissions, 'limits' | 'denies'>): readonly Atom[] {
  const within = limits.reduce<readonly Atom[]>(
    (parts, limit) => parts.flatMap((one) => limit.flatMap((other) => meet(one, other))),
    [part],
  );
  return within.filter((one) => !denies.some((deny) => mayTake(deny, one) && containsStatement(deny, one)));
}

/** Spares comparing resources where the action alone says no. */
function mayTake({ statement: { action } }: Atom, { statement: part }: Atom): boolean {
  const [value = '*'] = part.action.values;
  return part.action.negated || /[*?]/.test(value) || matchesAction(action, value);
}

function allowed(permissions: readonly Permission[]): readonly Permission[] {
  return permissions.filter(({ atom }) => atom.statement.effect === 'Allow');
}

/** A Deny of all but something is a limit, which an Allow's wildcards can be narrowed by. */
function asLimit({ version, statement }: Atom): readonly (readonly Atom[])[] {
  const { action, resource, conditions } = statement;
  if (conditions.length > 0 || resource === undefined) return [];
  const limit = (only: Partial<Statement>): readonly Atom[] => [
    { version, statement: { ...statement, effect: 'Allow', ...only } },
  ];
  if (action.negated && isAll(resource)) return [limit({ action: { ...action, negated: false } })];
  return resource.negated && isAll(action) ? [limit({ resource: { ...resource, negated: false } })] : [];
}

function applicable(name: string, { version, statements }: Policy, situation: Situation): readonly Permission[] {
  return statements.flatMap((statement, index) => {
    const atom = inSituation(statement, version, situation);
    return atom === undefined ? [] : [{ by: { policy: name, index, sid: statement.sid }, atom }];
  });
}

/** `undefined` where the statement does not apply at all. */
function inSituation(statement: Statement, version: PolicyVersionDate, situation: Situation): Atom | undefined {
  const truths = statement.conditions.map((clause) => holdsIn(situation, clause, version));
  if (truths.includes(false)) return undefined;
  const conditions = statement.conditions.filter((_, index) => truths[index] !== true);
  const resource = statement.resource && resolved(statement.resource, version, situation);
  return resource?.values.length === 0 ? undefined : { version, statement: { ...statement, conditions, resource } };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value */
function resolved(resource: Matching, version: PolicyVersionDate, situation: Situation): Matching {
  const [context] = situation;
  if (context === undefined || !resource.values.some((value) => value.includes('${'))) return resource;
  const values = resource.values.flatMap((value) => {
    const pattern = toPattern(value, version, true);
    if (variableKeys(pattern).some((key) => context.get(key) === null) && !/,\s*'/.test(pattern)) return [];
    const { pattern: known, certain } = resolveVariables(pattern, context);
    return [certain && version === '2012-10-17' ? known : value];
  });
  return { ...resource, values };
}
