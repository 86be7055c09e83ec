import { clipped } from '../alerts/clipped.ts';
import type { Fate } from '../plan/changes.ts';
import { FATES } from '../plan/effect-words.ts';
import type { PlanEffects } from '../plan/plan-effects.ts';
import type { RoleEffect } from '../plan/role-effect.ts';

const WAYS: readonly (readonly [RoleEffect['way'], string])[] = [
  ['widens', 'widen'],
  ['changes', 'change'],
  ['narrows', 'narrow'],
];
/** Longer than any name that IAM allows. */
const LONGEST_NAME = 200;

type Effects = readonly (readonly [name: string, effect: RoleEffect])[];

/** What all roles of one fate get and lose, in phrases: "critical access would be given in 1", "access widens in 2". */
export function accessWords(effects: PlanEffects, fate: Fate): readonly string[] {
  const all = [...effects].filter(([, effect]) => effect.fate === fate);
  const critical = all.filter(([, { dangers }]) => dangers.length > 0).length;
  const [ofPolicies, ofRoles] = [all.filter(([, each]) => each.isOfPolicies), all.filter(([, each]) => !each.isOfPolicies)];
  const said = [
    ...(critical === 0 ? [] : [`critical access would be given in ${critical}`]),
    ...rolesWords(ofRoles, fate),
    ...WAYS.flatMap(([way, verb]) =>
      policiesWords(
        ofPolicies.filter(([, each]) => each.way === way),
        verb,
        fate,
      ),
    ),
  ];
  return said.map((words) => `${words}${FATES[fate]}`);
}

function rolesWords(effects: Effects, fate: Fate): readonly string[] {
  const counts = WAYS.map(([way, verb]) => [verb, effects.filter(([, each]) => each.way === way).length] as const);
  const said = counts
    .filter(([, count]) => count > 0)
    .map(([verb, count]) => `${fate === 'applied' ? `${verb}s` : verb} in ${count}`);
  return said.length === 0 ? [] : [`access ${fate === 'applied' ? '' : 'would '}${said.join(', ')}`];
}

/** Where it is not known what else a role has, its own access may stay as it is. */
function policiesWords(effects: Effects, verb: string, fate: Fate): readonly string[] {
  const [first, ...others] = effects;
  if (first === undefined) return [];
  const will = fate === 'applied' ? '' : 'would ';
  if (others.length > 0) return [`policies of ${effects.length} roles ${will}${verb}`];
  return [`a policy of ${clipped(first[0], LONGEST_NAME)} ${will === '' ? `${verb}s` : `${will}${verb}`}`];
}
