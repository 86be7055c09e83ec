import { PolicyReader } from '../reconciler/reading/policy-reader.ts';
import type { DriftReport, RoleReport } from '../reconciler/types.ts';
import { clipped } from './alerts/clipped.ts';
import { partitionOf } from './drift/partition.ts';
import { markdownText } from './escaping/markdown-text.ts';
import { boundedMarkdown, type Section } from './markdown/bounded-markdown.ts';
import { items } from './markdown/items.ts';
import { commandCode, planClosing } from './markdown/plan-closing.ts';
import { problemSection } from './markdown/problem-items.ts';
import { roleMarkdown } from './markdown/role-markdown.ts';
import { verdict } from './markdown/verdict.ts';
import type { PlanKnowledge } from './plan/documents.ts';
import { dangerSentences, movedWords } from './plan/effect-words.ts';
import { isGain, type PlanEffects, planEffects } from './plan/plan-effects.ts';
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
  /** For a plan: without it, it can say less of what it gives. */
  readonly known?: PlanKnowledge | undefined;
}

interface Shown extends MarkdownOptions {
  /** Of a plan. */
  readonly effects: PlanEffects;
}

/** Longer than any account's id, and than any sentence of counts. */
const LONGEST_LINE = 1000;

/** What a reviewer must not overlook: what is critical, who gets more, and what is held or could not be read. */
function warnings(report: DriftReport, { verb, effects }: Shown): readonly string[] {
  const orphans = orphanNotice(report.roles);
  return [
    ...loudNotices(report, verb),
    ...[...effects].flatMap(([name, effect]) => dangerSentences(name, effect)),
    ...movedRoles(report, effects),
    ...(orphans === undefined ? [] : [orphans]),
  ];
}

/** Roles that get more, or other access, those with one and the same story in one sentence. */
function movedRoles({ roles }: DriftReport, effects: PlanEffects): readonly string[] {
  const stories = new Map<string, RoleReport[]>();
  for (const role of worstFirst(roles)) {
    const effect = effects.get(role.name);
    if (effect?.way !== 'widens' && effect?.way !== 'changes') continue;
    const story = movedWords(effect);
    stories.set(story, [...(stories.get(story) ?? []), role]);
  }
  return [...stories].map(([story, moved]) => `${story}: ${groupNames(moved)}.`);
}

/** Of a plan first whatever is critical or gives more access: what does not fit a comment is left out from the end. */
function inOrder(shown: ReturnType<typeof shownRoles>, effects: PlanEffects): ReturnType<typeof shownRoles> {
  const rank = ([role]: readonly RoleReport[]) => {
    const effect = role === undefined ? undefined : effects.get(role.name);
    if (effect === undefined || !isGain(effect)) return 2;
    return effect.dangers.length > 0 ? 0 : 1;
  };
  return [...shown].sort((one, other) => rank(one) - rank(other));
}

function sectionsOf(report: DriftReport, options: Shown): readonly Section[] {
  const { verb, effects } = options;
  const shown = inOrder(shownRoles(report), effects);
  return [
    {
      opening: '',
      parts: [
        ...items('warning', warnings(report, options), (text) => `**${markdownText(text)}**`),
        ...items('notice', [...report.notices, ...quietNotices(report.roles)]),
      ],
    },
    problemSection(report.problems, '### Problems'),
    {
      opening: '',
      parts: shown.flatMap(([first, ...others]) =>
        first ? roleMarkdown([first, ...others], { verb, effect: effects.get(first.name), isOpen: shown.length === 1 }) : [],
      ),
    },
  ];
}

function openingOf(report: DriftReport, { verb, effects }: Shown): string {
  const work = verb === 'plan' && isHeld(report, verb) ? plannedWorkSentence(report) : undefined;
  const lines = [
    `## Rolecall ${verb}: ${markdownText(verdict(report, verb, effects))}`,
    '',
    markdownText(clipped(summaryLine(report), LONGEST_LINE)),
    ...(work === undefined ? [] : ['', markdownText(work)]),
  ];
  return `${lines.join('\n')}\n`;
}

function closingOf(report: DriftReport, { verb, specs }: MarkdownOptions): string {
  const next = nextStep(report, verb, specs);
  if (next === undefined) return '';
  return verb === 'plan' ? planClosing(report, next) : `Next: ${commandCode(next)}\n`;
}

const NOTHING_KNOWN: PlanKnowledge = { managed: () => undefined, live: new Map(), declared: new Map() };

/**
 * A report as a comment on a pull request: first what would come of it, then warnings, then role by role, worst first, folded.
 * Every name and message is shown literally and calls nobody. Never longer than GitHub takes. Ends with a newline.
 */
export function markdownReport(report: DriftReport, options: MarkdownOptions): string {
  const { account: accountId } = report;
  const account = {
    accountId,
    policies: new PolicyReader(options.known?.partition ?? partitionOf(JSON.stringify(report.roles))),
    ...(options.known ?? NOTHING_KNOWN),
  };
  const shown = { ...options, effects: options.verb === 'plan' ? planEffects(report, account) : new Map() };
  return boundedMarkdown({
    opening: openingOf(report, shown),
    sections: sectionsOf(report, shown),
    closing: closingOf(report, options),
  });
}
