import type { Statement } from '../policy/types.ts';
import { matchesAction } from './statement.ts';
import { conditionWords, enumeration, matchingWords, principalWords } from './wording.ts';

/** How a sentence says that something is allowed, no longer allowed, denied … */
export interface Verbs {
  /** Of whom may assume the role. */
  readonly assume: string;
  /** Of whom may do something else to the role. */
  readonly call: string;
  /** Of what the document permits. */
  readonly permit: string;
}

const ASSUMPTIONS = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/** Who may do what to the role, one sentence for each principal. */
export function assumptionSentences(statements: readonly Statement[], { assume, call }: Verbs): readonly string[] {
  const groups = grouped(statements, ({ principal, conditions }) => [principalWords(principal), conditionWords(conditions)]);
  return groups.map(({ words: [who, conditions], members }) => {
    const isAssumption = members.some(({ action }) => ASSUMPTIONS.some((one) => matchesAction(action, one)));
    return `${who} ${isAssumption ? assume : `${call} ${actionWords(members)} on this role`}${conditions}`;
  });
}

/** What is permitted on what: the actions of a resource together, then the resources with the same actions. */
export function permissionSentences(statements: readonly Statement[], { permit }: Verbs): readonly string[] {
  const byResource = grouped(statements, ({ resource, conditions }) => [
    resource === undefined ? 'this role' : matchingWords(resource, 'everything'),
    conditionWords(conditions),
  ]);
  const byActions = grouped(byResource, ({ words: [, conditions], members }) => [actionWords(members), conditions]);
  return byActions.map(({ words: [actions, conditions], members }) => {
    const resources = members.map(({ words: [resource] }) => resource);
    return `${permit} ${actions} on ${enumeration(resources, 'and')}${conditions}`;
  });
}

function actionWords(statements: readonly Statement[]): string {
  const words = new Set(statements.map(({ action }) => matchingWords(action, 'every action')));
  return enumeration([...words], 'and');
}

interface Group<T> {
  readonly words: readonly [string, string];
  readonly members: readonly T[];
}

function grouped<T>(items: readonly T[], wordsOf: (item: T) => readonly [string, string]): readonly Group<T>[] {
  const groups = new Map<string, { words: readonly [string, string]; members: T[] }>();
  for (const item of items) {
    const words = wordsOf(item);
    const key = JSON.stringify(words);
    const group = groups.get(key) ?? { words, members: [] };
    group.members.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
