import { describe, expect, test } from '@jest/globals';
import { slackMessages } from '../../report/alerts/slack/slack-messages.ts';
import { topicMessages } from '../../report/alerts/sns/topic-messages.ts';
import { shownText } from '../slack/read-message.ts';
import { type GivenNotice, manyRoles, pendingOf } from './alerts-given.ts';

const TOPICS = ['drift', 'finding', 'spec', 'refusal', 'reads', 'brake', 'backOff', 'eventPath'] as const;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** Each different from all others, so that none is told together with another. */
function different(count: number, width = 0): readonly GivenNotice[] {
  return manyRoles(count, (name, index) => ({
    what: `unit-${index}`,
    topic: TOPICS[index % TOPICS.length] ?? 'drift',
    severity: SEVERITIES[index % SEVERITIES.length] ?? 'high',
    message: `${'word '.repeat(width)}of ${name} number ${index}`,
  }));
}

function saidOf(notices: readonly GivenNotice[], digest: boolean) {
  const pending = pendingOf(notices, digest);
  const messages = slackMessages(pending, {}, { reportUrl: null });
  return {
    blocks: messages.map(({ blocks }) => shownText(blocks)),
    texts: messages.map(({ text }) => text),
    mails: topicMessages(pending, null).map(({ bodies }) => bodies.email),
  };
}

describe('what is shown of less than there is says how much is missing', () => {
  test('in a first look, in every form of it', () => {
    const { blocks, texts, mails } = saidOf(different(15), true);
    for (const [said] of [blocks, texts, mails]) expect(said).toContain('The worst follow; 5 other violations are not shown.');
  });

  test('where names are long, and the account is one of many topics', () => {
    const names = Array.from({ length: 40 }, (_, index) => `${'a-role-of-many-letters-'.repeat(3)}${index}`);
    const given = names.map((name): GivenNotice => ({ violation: { name, what: 'boundary', message: `${name} lost it` } }));
    const { blocks, texts, mails } = saidOf(given, false);
    for (const [said = ''] of [blocks, texts, mails]) {
      const [, rest = ''] = / and (\d+) more[;)]/.exec(said) ?? [];
      expect(names.filter((name) => new RegExp(`${name}(?!\\d)`).test(said.split(' more')[0] ?? ''))).toHaveLength(
        40 - Number(rest),
      );
    }
  });

  test('where only lines have room, of the names and of the violations', () => {
    const lost = manyRoles(60, (name) => ({ what: 'boundary', severity: 'info', message: `${name} lost it` }));
    const { blocks, texts } = saidOf([...different(130, 60), ...lost], false);
    expect(blocks.join('\n')).toMatch(/60 roles \(role-000, .* and \d+ more\)/);
    const counted = texts
      .flatMap((text) => text.split('\n'))
      .map((line) => /^(?:New, \w+: (\d+) roles|And (\d+) more\.$)/.exec(line));
    const single = texts.join('\n').match(/^New, \w+: role-/gm)?.length ?? 0;
    const many = counted.map((match) => Number(match?.[1] ?? match?.[2] ?? 0));
    expect(texts.at(-1)).toMatch(/And \d+ more\.$/);
    expect(single + many.reduce((sum, one) => sum + one, 0)).toBe(190);
  });
});
