import type { Direction } from '../../../iam/policy/types.ts';
import type { PairedLine } from './side-by-side.ts';

/** Where a line of a policy stands: whether its statement allows, and in which element. */
interface Place {
  readonly effect: string;
  readonly element: string;
  /** Whether the other side has a statement like it: one that is all new, or all gone, limits nothing. */
  readonly isKnown: boolean;
}

const BETWEEN: Place = { effect: '', element: '', isKnown: false };

/** Naming more of these in a statement lets it speak of more. */
const REACH = ['Effect', 'Action', 'Resource', 'Principal'];
/** Naming more of these lets it speak of less. */
const LIMIT = ['NotAction', 'NotResource', 'NotPrincipal', 'Condition'];

function elementOf(line: string): string | undefined {
  return /^([A-Za-z]+):/.exec(line)?.[1];
}

interface SharedLine {
  readonly text: string;
  readonly isShared: boolean;
}

function statementPlaces(lines: readonly SharedLine[]): readonly Place[] {
  const effect = lines.map(({ text }) => /^Effect: (\w+)$/.exec(text)?.[1]).find((found) => found !== undefined) ?? '';
  const isKnown = lines.some(({ isShared }) => isShared);
  let element = '';
  return lines.map(({ text }) => {
    element = elementOf(text) ?? element;
    return { effect, element, isKnown };
  });
}

/** The place of each line of a policy document, whose statements stand apart by empty lines. */
function placesOf(lines: readonly SharedLine[]): readonly Place[] {
  const end = lines.findIndex(({ text }) => text === '');
  if (end === -1) return statementPlaces(lines);
  return [...statementPlaces(lines.slice(0, end)), BETWEEN, ...placesOf(lines.slice(end + 1))];
}

function sidePlaces(lines: readonly PairedLine[], side: 'spec' | 'live'): readonly Place[] {
  return placesOf(lines.flatMap((line) => (line[side] === null ? [] : [{ text: line[side], isShared: line.same }])));
}

function widensByBeingThere(place: Place | undefined, access: Direction): boolean {
  if (place?.effect === 'Deny') return place.isKnown && place.element.startsWith('Not');
  if (place?.effect !== 'Allow') return false;
  return REACH.includes(place.element) || (access === 'wider' && place.element === 'Condition');
}

function widensByBeingAway(place: Place | undefined): boolean {
  if (place?.effect === 'Deny') return REACH.includes(place.element);
  return place?.effect === 'Allow' && place.isKnown && LIMIT.includes(place.element);
}

/** Which side of a pair of lines gives access beyond the spec's: live's by standing there, or the spec's by being away from live. */
export interface Added {
  readonly live: boolean;
  readonly spec: boolean;
}

const NONE: Added = { live: false, spec: false };

function mayAdd(access: Direction): boolean {
  return access === 'wider' || access === 'different';
}

/** Where nothing stands out, all that live alone has counts; and, where live is proved to allow more, all that it lacks. */
function orAll(marks: readonly Added[], lines: readonly PairedLine[], access: Direction): readonly Added[] {
  if (marks.some(({ live, spec }) => live || spec)) return marks;
  const lacks = access === 'wider' && lines.every(({ same, live }) => same || live === null);
  return lines.map(({ same, live }) => (same ? NONE : { live: live !== null, spec: lacks }));
}

/**
 * Which lines of a policy, or of any other value, give access that the spec does not. Marked by the elements they stand in, and only
 * where the direction of the whole difference says that there is such access.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function addedAccess(lines: readonly PairedLine[], access: Direction): readonly Added[] {
  if (!mayAdd(access)) return lines.map(() => NONE);
  const [spec, live] = [sidePlaces(lines, 'spec'), sidePlaces(lines, 'live')];
  const marks = lines.map(({ same, at, ...text }) => ({
    live: !same && Boolean(text.live) && widensByBeingThere(live[at.live], access),
    spec: !same && Boolean(text.spec) && widensByBeingAway(spec[at.spec]),
  }));
  return orAll(marks, lines, access);
}
