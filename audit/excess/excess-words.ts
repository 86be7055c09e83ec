import { enumeration, matchingWords } from '../../iam/evaluation/wording.ts';
import type { Matching } from '../../iam/policy/types.ts';
import type { Evidence } from '../types.ts';
import type { Excess } from './excess.ts';
import { spelled } from './spelling.ts';

const EVERYTHING = 'everything';
/** Of the groups of a sentence, each of actions on the same resources. */
const MOST_GROUPS = 3;
/** Of a list of evidence: one policy of AWS's own can allow thousands of actions. */
const MOST_LISTED = 100;

/** What is too much, in words, the widest first: `s3:* and sqs:* on everything; kms:Decrypt on arn:…`. Long lists are cut. */
export function excessWords(excess: readonly Excess[]): string {
  const byResource = grouped(excess.map(({ part }) => [placeWords(part.statement), actionWords(part.statement.action)]));
  const byActions = grouped(
    Array.from(byResource, ([place, actions]) => [enumeration([...new Set(actions)].sort(byWidth), 'and'), place] as const),
  );
  const groups = Array.from(byActions, ([actions, places]) => `${actions} on ${enumeration(places.sort(byWidth), 'and')}`);
  const shown = groups.sort(byWidth).slice(0, MOST_GROUPS);
  return [...shown, ...(groups.length > MOST_GROUPS ? [`and ${groups.length - MOST_GROUPS} more`] : [])].join('; ');
}

/** The statements, and what of them is too much; long lists are cut, and say so. */
export function excessEvidence(excess: readonly Excess[]): Pick<Evidence, 'actions' | 'resources' | 'statements' | 'details'> {
  const actions = [...new Set(excess.map(({ part }) => actionWords(part.statement.action)))];
  const resources = [...new Set(excess.flatMap(({ part }) => part.statement.resource?.values ?? []))];
  return {
    actions: actions.slice(0, MOST_LISTED),
    resources: resources.slice(0, MOST_LISTED),
    statements: [...new Set(excess.map(({ by }) => by))],
    details: [...rest(actions, 'actions'), ...rest(resources, 'resources')],
  };
}

function rest(listed: readonly string[], of: string): readonly string[] {
  return listed.length > MOST_LISTED ? [`${listed.length - MOST_LISTED} more ${of}`] : [];
}

function placeWords({ resource, conditions }: Excess['part']['statement']): string {
  const where = resource === undefined ? EVERYTHING : matchingWords(resource, EVERYTHING);
  return conditions.length === 0 ? where : `${where} (under conditions)`;
}

function actionWords({ negated, values }: Matching): string {
  return matchingWords({ negated, values: values.map(spelled) }, 'every action');
}

function grouped(pairs: readonly (readonly [key: string, value: string])[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** "Every action" and "everything" before wildcards, and those before what is named; otherwise as it was. */
function byWidth(a: string, b: string): number {
  return width(b) - width(a);
}

function width(words: string): number {
  if (/^every/.test(words)) return 3;
  if (/ on everything\b/.test(words)) return 2;
  return words.includes(':*') ? 1 : 0;
}
