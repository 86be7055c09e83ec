import type { DriftReport, RoleReport } from '../reconciler/types.ts';
import { driftDiff } from './drift/drift-diff.ts';
import { printable } from './escaping/printable.ts';
import { problemsText } from './problems-text.ts';
import { groupText, type Layout, roleText } from './role-text.ts';
import { summaryLine } from './words/counts.ts';
import { createInk } from './words/ink.ts';
import { nextStep, type Verb } from './words/next-step.ts';
import { isQuiet, quietNotices } from './words/quiet-roles.ts';
import { groupedRoles } from './words/role-groups.ts';
import { worstFirst } from './words/worst-first.ts';
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

function legend({ roles }: DriftReport, { verb }: TextOptions, { ink }: Layout): readonly string[] {
  const differs =
    verb === 'plan' && roles.some((role) => !isQuiet(role) && role.drift.some((drift) => driftDiff(drift).length > 0));
  return differs ? [`${ink.removed('- live')}  ${ink.added('+ spec')}`, ''] : [];
}

function notice(text: string, mark: string, { width }: Layout): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - 2)).map((line, index) => `${index === 0 ? mark : ' '} ${line}`);
}

function notices(report: DriftReport, layout: Layout): readonly string[] {
  const { ink } = layout;
  const incomplete = report.complete ? [] : ['Not everything could be read: this report is incomplete.'];
  const loud = [...incomplete, ...(report.brake === null ? [] : [report.brake.message])];
  const calm = [...report.notices, ...quietNotices(report.roles)];
  return [
    ...loud.flatMap((text) => notice(text, ink.caution('!'), layout)),
    ...calm.flatMap((text) => notice(text, ink.dim('·'), layout)),
  ];
}

function closing(report: DriftReport, options: TextOptions, { ink }: Layout): readonly string[] {
  const next = nextStep(report, options.verb, options.specs);
  const summary = summaryLine(report, (status, words) => ink.status[status](words));
  return [ink.bold(summary), ...(next === undefined ? [] : [`Next: ${ink.command(printable(next))}`])];
}

function rolesText(roles: readonly RoleReport[], verb: Verb, layout: Layout): readonly string[] {
  const [role, ...others] = roles;
  return role !== undefined && others.length === 0 ? roleText(role, verb, layout) : groupText(roles, layout);
}

/** A report for a terminal: problems, roles worst first, what holds for all, the counts and the next command. Ends with a newline. */
export function textReport(report: DriftReport, options: TextOptions): string {
  const layout: Layout = { ink: createInk(options.color), width: options.width };
  const shown = worstFirst(report.roles).filter((role) => !isQuiet(role));
  const lines = [
    ...problems(report, options),
    ...legend(report, options, layout),
    ...groupedRoles(shown).flatMap((roles) => rolesText(roles, options.verb, layout)),
    ...notices(report, layout),
    ...closing(report, options, layout),
  ];
  return `${lines.join('\n')}\n`;
}
