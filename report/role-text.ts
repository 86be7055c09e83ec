import type { Action, Drift, RoleReport } from '../reconciler/types.ts';
import type { DiffLine } from './drift/drift-diff.ts';
import { driftWords } from './drift/drift-words.ts';
import { roleDiff } from './drift/role-diff.ts';
import { printable } from './escaping/printable.ts';
import { actionWords } from './words/action-words.ts';
import { counted, statusWords } from './words/counts.ts';
import type { Ink } from './words/ink.ts';
import type { Verb } from './words/next-step.ts';
import { groupNames } from './words/role-groups.ts';
import { worstDriftFirst } from './words/worst-first.ts';
import { wrapped } from './words/wrapped.ts';

export interface Layout {
  readonly ink: Ink;
  /** Columns. */
  readonly width: number;
}

const INDENT = ' '.repeat(12);

function indented(text: string, { width }: Layout, indent = INDENT): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - indent.length)).map((line) => indent + line);
}

function diffLine({ sign, text }: DiffLine, { ink }: Layout): string {
  const line = `${INDENT}${sign} ${printable(text)}`.trimEnd();
  if (sign === '-') return ink.removed(line);
  return sign === '+' ? ink.added(line) : ink.dim(line);
}

/** One drift: how bad, which unit, in words, and line by line. */
export function driftText(drift: Drift, { actions }: Pick<RoleReport, 'actions'>, layout: Layout): readonly string[] {
  const severity = layout.ink.severity[drift.severity](drift.severity.padEnd(8));
  return [
    '',
    `  ${severity}  ${layout.ink.bold(printable(drift.unit))}`,
    ...indented(driftWords(drift), layout),
    ...roleDiff(drift, actions).map((line) => diffLine(line, layout)),
  ];
}

const MARKS: Readonly<Record<Action['outcome'], string>> = {
  planned: '·',
  done: '✓',
  failed: '✗',
  skipped: '-',
  refused: '-',
  deferred: '-',
};

function actionsHeading({ actions }: RoleReport, verb: Verb): string {
  if (verb === 'apply') return 'calls';
  return actions.some(({ outcome }) => outcome === 'planned') ? 'apply would' : 'held back';
}

/** Where nothing else says why a drift stays. */
function modeText({ mode, drift, actions, reasons }: RoleReport, { ink }: Layout): readonly string[] {
  const differs = drift.length > 0 || reasons.some(({ code }) => code === 'Released');
  if (mode !== 'observe' || !differs || actions.length > 0) return [];
  return ['', `  ${ink.dim('Its mode is observe, so apply leaves it as it is.')}`];
}

function actionText(words: string, outcome: Action['outcome'], verb: Verb, layout: Layout): readonly string[] {
  const expected = outcome === 'planned' || outcome === 'done' || (verb === 'plan' && outcome === 'refused');
  const [first = '', ...rest] = indented(`${words}${expected ? '' : ` (${outcome})`}`, layout, ' '.repeat(6));
  return [`    ${layout.ink.outcome[outcome](MARKS[outcome])} ${first.trimStart()}`, ...rest];
}

function actionsText(role: RoleReport, verb: Verb, layout: Layout): readonly string[] {
  if (role.actions.length === 0) return [];
  const lines = actionWords(role.actions).flatMap((words, index) => {
    return actionText(words, role.actions[index]?.outcome ?? 'planned', verb, layout);
  });
  return ['', `  ${layout.ink.bold(actionsHeading(role, verb))}`, ...lines];
}

function reasonsText({ reasons }: RoleReport, layout: Layout): readonly string[] {
  const lines = reasons.flatMap(({ code, message }) => {
    const [first = '', ...rest] = indented(`${code}: ${message}`, layout, ' '.repeat(4));
    return [`  ${layout.ink.caution('!')} ${first.trimStart()}`, ...rest];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function heading({ name, kind, source, status }: RoleReport, { ink }: Layout): string {
  const where = [kind, source && `${source.file}:${source.line}`].filter((part) => part !== null);
  const told = where.length === 0 ? '' : `  ${ink.dim(printable(where.join(', ')))}`;
  return `${ink.bold(printable(name))}  ${ink.status[status](statusWords(status))}${told}`;
}

/** A role as a block of lines: what differs, what is or would be done, and why not. After an apply the differences were told. */
export function roleText(role: RoleReport, verb: Verb, layout: Layout): readonly string[] {
  const drift = verb === 'plan' ? worstDriftFirst(role.drift).flatMap((one) => driftText(one, role, layout)) : [];
  return [
    heading(role, layout),
    ...drift,
    ...actionsText(role, verb, layout),
    ...modeText(role, layout),
    ...reasonsText(role, layout),
    '',
  ];
}

/** Several roles with one story as one block: who, and why. */
export function groupText(roles: readonly RoleReport[], layout: Layout): readonly string[] {
  const [first] = roles;
  if (first === undefined) return [];
  const { bold, status } = layout.ink;
  const title = `${bold(counted(roles.length, 'role'))}  ${status[first.status](statusWords(first.status))}`;
  return [title, ...indented(groupNames(roles), layout, '  '), ...reasonsText(first, layout), ''];
}
