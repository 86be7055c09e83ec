import { type Notice, TOPICS, type Topic } from '../../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../../specs/types.ts';
import { counted } from '../../words/counts.ts';
import { accountWords, countsOf } from '../notice-counts.ts';
import { type NoticeGroup, noticeGroups } from '../notice-groups.ts';

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
  readonly counts: readonly string[];
  readonly worst: readonly NoticeGroup[];
  /** How many violations are not among the worst. */
  readonly others: number;
}

function listed(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([word, count]) => `${count} ${word}`).join(', ');
}

/** @param notices of what the first sweep found, at least one */
export function digestOf(notices: readonly Notice[]): Digest {
  const violations = notices.map(({ violation }) => violation);
  const severities = countsOf(
    [...SEVERITIES].reverse(),
    violations.map(({ severity }) => severity),
  );
  const topics = countsOf(
    TOPICS,
    violations.map(({ topic }) => topic),
  );
  const worst = noticeGroups(notices).slice(0, MOST_GROUPS);
  return {
    title: `First look at ${accountWords(notices)}: ${counted(notices.length, 'violation')}`,
    counts: [
      `By severity: ${listed(severities)}.`,
      `By topic: ${topics.map(([topic, count]) => `${TOPIC_WORDS[topic]} (${count})`).join(', ')}.`,
    ],
    worst,
    others: notices.length - worst.reduce((sum, group) => sum + group.length, 0),
  };
}
