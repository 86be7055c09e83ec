import type { DriftReport, RoleReport } from '../reconciler/types.ts';
import { roleDiff } from './drift/role-diff.ts';
import { printable } from './escaping/printable.ts';
import { problemsText } from './problems-text.ts';
import { groupText, type Layout, roleText } from './role-text.ts';
import { summaryLine } from './words/counts.ts';
import { loudNotices } from './words/held.ts';
import { createInk } from './words/ink.ts';
import { nextStep, type Verb } from './words/next-step.ts';
import { orphanNotice } from './words/orphans.ts';
import { plannedWorkSentence } from './words/planned-work.ts';
import { quietNotices } from './words/quiet-roles.ts';
import { shownRoles } from './words/shown-roles.ts';
import { wrapped } from './words/wrapped.ts';

export interface TextOptions {
  readonly verb: Verb;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** The arguments that the next command repeats, quoted for the shell; `undefined` names no next command. */
  readonly specs: string | undefined;
  /** The text of each spec file, to show the lines of problems. */
  readonly sources?: ReadonlyMap<string, string>;
}

function problems({ problems: all }: DriftReport, options: TextOptions): readonly string[] {
  return all.length === 0 ? [] : [...problemsText(all, options).trimEnd().split('\n'), ''];
}

function legend(shown: readonly RoleReport[], { verb }: TextOptions, { ink }: Layout): readonly string[] {
  const differs = verb === 'plan' && shown.some(({ drift, actions }) => drift.some((one) => roleDiff(one, actions).length > 0));
  return differs ? [`${ink.removed('- live')}  ${ink.added('+ spec')}`, ''] : [];
}

function notice(text: string, mark: string, { width }: Layout): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - 2)).map((line, index) => `${index === 0 ? mark : ' '} ${line}`);
}

/** After an apply the orphans, like the differences, were told. */
function notices(report: DriftReport, { verb }: TextOptions, layout: Layout): readonly string[] {
  const { ink } = layout;
  const orphans = verb === 'plan' ? orphanNotice(report.roles) : undefined;
  const loud = [...loudNotices(report, verb), ...(orphans === undefined ? [] : [orphans])];
  const calm = [...report.notices, ...quietNotices(report.roles)];
  return [
    ...loud.flatMap((text) => notice(text, ink.caution('!'), layout)),
    ...calm.flatMap((text) => notice(text, ink.dim('·'), layout)),
  ];
}

function closing(report: DriftReport, options: TextOptions, { ink }: Layout): readonly string[] {
  const next = nextStep(report, options.verb, options.specs);
  const summary = summaryLine(report, (status, words) => ink.status[status](words));
  const work = options.verb === 'plan' ? plannedWorkSentence(report) : undefined;
  return [
    ink.bold(summary),
    ...(work === undefined ? [] : wrapped(work, options.width)),
    ...(next === undefined ? [] : [`Next: ${ink.command(printable(next))}`]),
  ];
}

function rolesText(roles: readonly RoleReport[], verb: Verb, layout: Layout): readonly string[] {
  const [role, ...others] = roles;
  return role !== undefined && others.length === 0 ? roleText(role, verb, layout) : groupText(roles, layout);
}

/** A report for a terminal: problems, roles worst first, what holds for all, the counts and the next command. Ends with a newline. */
export function textReport(report: DriftReport, options: TextOptions): string {
  const layout: Layout = { ink: createInk(options.color), width: options.width };
  const shown = shownRoles(report);
  const lines = [
    ...problems(report, options),
    ...legend(shown.flat(), options, layout),
    ...shown.flatMap((roles) => rolesText(roles, options.verb, layout)),
    ...notices(report, options, layout),
    ...closing(report, options, layout),
  ];
  return `${lines.join('\n')}\n`;
}
