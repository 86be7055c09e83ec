import type { DriftReport, RoleReport } from '../reconciler/types.ts';
import { clipped } from './alerts/clipped.ts';
import { markdownCode, markdownText } from './escaping/markdown-text.ts';
import { boundedMarkdown, type Section } from './markdown/bounded-markdown.ts';
import { items } from './markdown/items.ts';
import { type Movement, movementOf } from './markdown/movement.ts';
import { problemSection } from './markdown/problem-items.ts';
import { roleMarkdown } from './markdown/role-markdown.ts';
import { verdict } from './markdown/verdict.ts';
import { summaryLine } from './words/counts.ts';
import { isHeld, loudNotices } from './words/held.ts';
import { nextStep, type Verb } from './words/next-step.ts';
import { orphanNotice } from './words/orphans.ts';
import { plannedWorkSentence } from './words/planned-work.ts';
import { quietNotices } from './words/quiet-roles.ts';
import { groupNames } from './words/role-groups.ts';
import { shownRoles } from './words/shown-roles.ts';
import { worstFirst } from './words/worst-first.ts';

export interface MarkdownOptions {
  readonly verb: Verb;
  /** The arguments that the next command repeats, quoted for the shell; `undefined` names no next command. */
  readonly specs: string | undefined;
}

/** Longer than any account's id, and than any sentence of counts. */
const LONGEST_LINE = 1000;

/** What a reviewer must not overlook: who gets more, and what is held or could not be read. */
function warnings(report: DriftReport, verb: Verb): readonly string[] {
  const orphans = orphanNotice(report.roles);
  return [
    ...loudNotices(report, verb),
    ...(verb === 'plan' ? (['widens', 'changes'] as const).flatMap((way) => movedRoles(report, way)) : []),
    ...(orphans === undefined ? [] : [orphans]),
  ];
}

function movedRoles({ roles }: DriftReport, way: Movement): readonly string[] {
  const moved = worstFirst(roles.filter((role: RoleReport) => movementOf(role) === way));
  return moved.length === 0 ? [] : [`Access ${way}: ${groupNames(moved)}.`];
}

/** Of a plan first whatever gives more access: what does not fit a comment is left out from the end. */
function inOrder(shown: ReturnType<typeof shownRoles>, verb: Verb): ReturnType<typeof shownRoles> {
  if (verb !== 'plan') return shown;
  const isWidened = ([role]: readonly RoleReport[]) =>
    role !== undefined && ['widens', 'changes'].includes(movementOf(role) ?? '');
  return [...shown.filter(isWidened), ...shown.filter((group) => !isWidened(group))];
}

function sectionsOf(report: DriftReport, verb: Verb): readonly Section[] {
  const shown = inOrder(shownRoles(report), verb);
  return [
    {
      opening: '',
      parts: [
        ...items('warning', warnings(report, verb), (text) => `**${markdownText(text)}**`),
        ...items('notice', [...report.notices, ...quietNotices(report.roles)]),
      ],
    },
    problemSection(report.problems, '### Problems'),
    {
      opening: '',
      parts: shown.flatMap(([first, ...others]) => (first ? roleMarkdown([first, ...others], verb, shown.length === 1) : [])),
    },
  ];
}

function openingOf(report: DriftReport, verb: Verb): string {
  const work = verb === 'plan' && isHeld(report, verb) ? plannedWorkSentence(report) : undefined;
  const lines = [
    `## Rolecall ${verb}: ${markdownText(verdict(report, verb))}`,
    '',
    markdownText(clipped(summaryLine(report), LONGEST_LINE)),
    ...(work === undefined ? [] : ['', markdownText(work)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A command line of a thousand files is nothing to paste. */
function closingOf(report: DriftReport, { verb, specs }: MarkdownOptions): string {
  const next = nextStep(report, verb, specs);
  if (next === undefined) return '';
  return next.length <= LONGEST_LINE ? `Next: ${markdownCode(next)}\n` : 'Next: `rolecall apply` with the same arguments.\n';
}

/**
 * A report as a comment on a pull request: first what would come of it, then warnings, then role by role, worst first, folded.
 * Every name and message is shown literally and calls nobody. Never longer than GitHub takes. Ends with a newline.
 */
export function markdownReport(report: DriftReport, options: MarkdownOptions): string {
  return boundedMarkdown({
    opening: openingOf(report, options.verb),
    sections: sectionsOf(report, options.verb),
    closing: closingOf(report, options),
  });
}
