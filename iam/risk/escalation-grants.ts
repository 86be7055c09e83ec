import type { Atom } from '../evaluation/atoms.ts';
import type { EscalationPath, EscalationStep } from '../evaluation/escalation-paths.ts';
import type { DecidingStatement } from '../evaluation/types.ts';
import { contains } from '../pattern.ts';
import type { Matching } from '../policy/types.ts';
import { mayOverlap } from './meet.ts';
import { isHarmless, isNamed, isNamedInFull } from './named-resources.ts';
import { onePermission } from './one-permission.ts';
import { whenPassedTo } from './passing.ts';
import { left, type Permission, type Permissions } from './permissions.ts';

/** Where permissions count. */
export interface Place {
  readonly partitions: readonly string[];
  /** A pattern of the account's id. */
  readonly account: string;
  /** Whether it also counts what can be done only with roles or things that the statement names. */
  readonly countsNamed: boolean;
}

/** One action of a set. */
export interface Wanted {
  readonly path: EscalationPath;
  readonly step: EscalationStep;
}

export const ANY_ACCOUNT = '????????????';
const EVERYTHING: Matching = { negated: false, values: ['*'] };

/** The first of the statements that allows the action, surely or possibly, on something that counts. */
export function granting(
  wanted: Wanted,
  allows: readonly Permission[],
  permissions: Permissions,
  place: Place,
): DecidingStatement | undefined {
  const grants = (atom: Atom, partition: string) => isGranted(wanted, atom, permissions, { ...place, partition });
  return allows.find(({ atom }) => place.partitions.some((partition) => grants(atom, partition)))?.by;
}

function isGranted(
  { path, step }: Wanted,
  allow: Atom,
  { limits, denies }: Permissions,
  { partition, account, countsNamed }: Place & { readonly partition: string },
): boolean {
  const [action, resource] = step;
  const service = action === 'iam:PassRole' ? path.passedTo : undefined;
  const inPath = (atoms: readonly Atom[]) => (service === undefined ? atoms : whenPassedTo(service, partition, atoms));
  const target = onePermission(action, resource.replace('arn:*:', `arn:${partition}:`).replace(ANY_ACCOUNT, account));
  const rest = { limits: limits.map(inPath), denies: inPath(denies) };
  const counts = (part: Atom) => !isHarmless(part) && (countsNamed || !isSpared(part, path, action));
  return inPath([allow])
    .flatMap((atom) => partsOn(target, atom))
    .some((part) => left(part, rest).some((one) => (one === part || partsOn(target, one).length > 0) && counts(one)));
}

function isSpared(part: Atom, { takesOver }: EscalationPath, action: string): boolean {
  return action === 'iam:PassRole' ? isNamedInFull(part) : takesOver && isNamed(part);
}

/** The parts of an Allow that lie on the target, each narrowed to it as far as a pattern can say. */
function partsOn({ statement: { action, resource } }: Atom, { version, statement }: Atom): readonly Atom[] {
  const [wanted = '*'] = resource?.values ?? [];
  return narrowed(statement.resource ?? EVERYTHING, wanted).map((part) => ({
    version,
    statement: { ...statement, action, resource: part },
  }));
}

function narrowed({ negated, values }: Matching, wanted: string): readonly Matching[] {
  const single = (value: string): Matching => ({ negated: false, values: [value] });
  if (!negated) return values.filter((value) => mayOverlap(value, wanted)).map((value) => single(narrower(value, wanted)));
  const excepted = values.filter((value) => mayOverlap(value, wanted));
  if (excepted.some((value) => contains(value, wanted))) return [];
  return [excepted.length > 0 ? { negated, values } : single(wanted)];
}

/** The narrower of the two, where one lies in the other. */
function narrower(value: string, wanted: string): string {
  return value === '*' || contains(value, wanted) ? wanted : value;
}
