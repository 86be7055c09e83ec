import type { Atom } from '../evaluation/atoms.ts';
import type { Context } from '../evaluation/types.ts';
import { holdsIn } from './situation.ts';

const KEY = 'iam:passedtoservice';

/**
 * The statements as they are where a role is passed to a service: those that never apply then are gone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 * @param service without its domain
 */
export function whenPassedTo(service: string, partition: string, atoms: readonly Atom[]): readonly Atom[] {
  // In China some services have a name of their own.
  const name = { like: `${service}.amazonaws.com${partition === 'aws-cn' ? '*' : ''}` };
  return atoms.flatMap((atom) => inContext(atom, new Map([[KEY, name]])));
}

function inContext(atom: Atom, context: Context): readonly Atom[] {
  const { version, statement } = atom;
  if (!statement.conditions.some(({ key }) => key === KEY)) return [atom];
  const judged = statement.conditions.map((clause) => ({ clause, truth: holdsIn([context], clause, version) }));
  if (judged.some(({ truth }) => truth === false)) return [];
  const conditions = judged.filter(({ truth }) => truth !== true).map(({ clause }) => clause);
  return [{ version, statement: { ...statement, conditions } }];
}
