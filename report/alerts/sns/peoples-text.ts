import type { Notice } from '../../../controller/alerts/alert.ts';
import { groupText } from '../alert-text.ts';
import { digestOf } from '../digest.ts';
import { fitting } from '../fitting.ts';
import { countsLine } from '../notice-counts.ts';
import { type NoticeGroup, noticeGroups } from '../notice-groups.ts';

/** What people read in one message. */
export interface PeoplesText {
  readonly title: string;
  readonly text: string;
}

const MOST_CHARACTERS = 12_000;

/** The first groups that there is room for. */
function fittingGroups(groups: readonly NoticeGroup[]): readonly NoticeGroup[] {
  return fitting(groups, (group) => textOf(group).length, MOST_CHARACTERS);
}

function textOf(group: NoticeGroup): string {
  return groupText(group).join('\n');
}

function restWords(rest: number): readonly string[] {
  return rest === 0 ? [] : [`${rest} more ${rest === 1 ? 'does' : 'do'} not fit into this message.`];
}

function joined(title: string, paragraphs: readonly string[], reportUrl: string | null): PeoplesText {
  const link = reportUrl === null ? [] : [`All details: ${reportUrl}`];
  return { title, text: [`${title}.`, ...paragraphs, ...link].join('\n\n') };
}

/** As many groups as there is room for, the worst first, and how many are left out. @param reportUrl `null` for none */
export function peoplesText(notices: readonly Notice[], reportUrl: string | null): PeoplesText {
  const groups = noticeGroups(notices);
  const shown = fittingGroups(groups);
  const rest = restWords(notices.length - shown.flat().length);
  return joined(`Rolecall: ${countsLine(notices)}`, [...shown.map(textOf), ...rest], reportUrl);
}

/** The digest of what first looks found. @param reportUrl `null` for none */
export function peoplesDigest(notices: readonly Notice[], reportUrl: string | null): PeoplesText {
  const { title, summary, worst } = digestOf(notices, fittingGroups);
  return joined(`Rolecall: ${title}`, [summary.join('\n'), ...worst.map(textOf)], reportUrl);
}
