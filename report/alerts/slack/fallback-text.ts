import { clipped } from '../clipped.ts';
import type { NoticeGroup } from '../notice-groups.ts';
import { toldGroup } from '../told-group.ts';
import { LONGEST_TEXT } from './limits.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What Slack would make more of than it says, and what looks alike. */
const LOOKALIKES: Readonly<Record<string, string>> = { '@': '＠', '`': 'ˋ', '*': '∗', _: 'ˍ', '~': '∼', ':': '：', '.': '․' };

/** Of emoji (`:fire:`), faces (`:)`) and addresses (`https://`): all but those of a time, and those that a reader stops at. */
const COLONS = /:(?=\S)(?<!\d:(?=\d))/g;
/** Between two names, as in `www.example.com`: webhooks make links of these whatever they are asked for. */
const DOTS = /(?<=[\p{L}\p{N}-])\.(?=\p{L}[\p{L}\p{N}-])/gu;

/**
 * A text in which Slack finds no mention, link, emoji or markup: what has an entity gets it, the rest is replaced by what looks alike.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackText(text: string): string {
  return text
    .replace(/[@`*_~]/g, lookalike)
    .replace(COLONS, lookalike)
    .replace(DOTS, lookalike)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}

function lookalike(character: string): string {
  return LOOKALIKES[character] ?? character;
}

/** What notifications and screen readers say, and what is shown where Slack does not take the blocks. */
export function fallbackText(summary: string, groups: readonly NoticeGroup[]): string {
  const lines = groups.map((group) => {
    const { label, subject, place, what, sentences } = toldGroup(group);
    return slackText(clipped(`${label}: ${subject} (${place}) ${what}. ${sentences[0] ?? ''}`.trimEnd(), 400));
  });
  const text: string[] = [slackText(clipped(summary, 200))];
  let room = LONGEST_TEXT - 300;
  const fitting = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  const shown = fitting === -1 ? lines : [...lines.slice(0, fitting), `And ${lines.length - fitting} more.`];
  return [...text, ...shown].join('\n');
}
