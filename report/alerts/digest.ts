import { type Notice, TOPICS, type Topic } from '../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { counted } from '../words/counts.ts';
import { accountWords, countsOf } from './notice-counts.ts';
import { type NoticeGroup, noticeGroups } from './notice-groups.ts';

const MOST_GROUPS = 10;

/** As a heading has them, with how many there are behind. */
const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  drift: 'drift',
  finding: 'findings',
  spec: 'specs',
  refusal: 'refusals',
  reads: 'failing reads',
  brake: 'brake',
  backOff: 'back-off',
  eventPath: 'event path',
};

/** What a first look at an account found, in a few lines and its worst. */
export interface Digest {
  readonly title: string;
  /** How many there are of what, and how many are not shown. */
  readonly summary: readonly string[];
  readonly worst: readonly NoticeGroup[];
}

function listed(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([word, count]) => `${count} ${word}`).join(', ');
}

function restWords(others: number): readonly string[] {
  if (others === 0) return [];
  return [`The worst follow; ${counted(others, 'other violation')} ${others === 1 ? 'is' : 'are'} not shown.`];
}

/**
 * @param notices of what first looks found, at least one
 * @param fitting the first groups that one message has room for
 */
export function digestOf(
  notices: readonly Notice[],
  fitting: (groups: readonly NoticeGroup[]) => readonly NoticeGroup[],
): Digest {
  const violations = notices.map(({ violation }) => violation);
  const severities = countsOf(
    [...SEVERITIES].reverse(),
    violations.map(({ severity }) => severity),
  );
  const topics = countsOf(
    TOPICS,
    violations.map(({ topic }) => topic),
  );
  const worst = fitting(noticeGroups(notices).slice(0, MOST_GROUPS));
  return {
    title: `First look at ${accountWords(notices)}: ${counted(notices.length, 'violation')}`,
    summary: [
      `By severity: ${listed(severities)}.`,
      `By topic: ${topics.map(([topic, count]) => `${TOPIC_WORDS[topic]} (${count})`).join(', ')}.`,
      ...restWords(notices.length - worst.reduce((sum, group) => sum + group.length, 0)),
    ],
    worst,
  };
}
