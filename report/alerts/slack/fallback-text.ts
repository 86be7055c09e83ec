import { clipped } from '../clipped.ts';
import { fitting } from '../fitting.ts';
import { lookalike } from '../lookalikes.ts';
import type { NoticeGroup } from '../notice-groups.ts';
import { toldGroup } from '../told-group.ts';
import { LONGEST_TEXT } from './limits.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

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

const LONGEST_SUMMARY = 600;
const LONGEST_LINE = 400;
/** For the line that says how many are missing. */
const REST = 40;

/** What notifications and screen readers say, and what is shown where Slack does not take the blocks. */
export function fallbackText(summary: string, groups: readonly NoticeGroup[]): string {
  const first = slackText(clipped(summary, LONGEST_SUMMARY));
  const lines = fitting(groups.map(lineOf), (line) => line.length + 1, LONGEST_TEXT - REST - first.length);
  const rest = groups.slice(lines.length).flat().length;
  return [first, ...lines, ...(rest === 0 ? [] : [`And ${rest} more.`])].join('\n');
}

function lineOf(group: NoticeGroup): string {
  const { label, subject, place, what, sentences } = toldGroup(group);
  return slackText(clipped(`${label}: ${subject} (${place}) ${what}. ${sentences[0] ?? ''}`.trimEnd(), LONGEST_LINE));
}
