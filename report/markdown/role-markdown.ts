import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { clipped } from '../alerts/clipped.ts';
import { roleDiff } from '../drift/role-diff.ts';
import { htmlCode, markdownBlock, markdownCode, markdownText } from '../escaping/markdown-text.ts';
import { driftTold } from '../plan/drift-told.ts';
import { togetherWords, wayWords } from '../plan/effect-words.ts';
import { isGain } from '../plan/plan-effects.ts';
import type { RoleEffect } from '../plan/role-effect.ts';
import { actionWords } from '../words/action-words.ts';
import { counted, statusWords } from '../words/counts.ts';
import type { Verb } from '../words/next-step.ts';
import { groupNames } from '../words/role-groups.ts';
import { worstDriftFirst, worstSeverity } from '../words/worst-first.ts';
import type { Part } from './bounded-markdown.ts';

/** Longer than any name that IAM allows. */
const LONGEST_NAME = 200;

/** How a role is told. */
export interface Telling {
  readonly verb: Verb;
  /** What its spec does to it in a plan, or would do; `undefined` where that is nothing, and for an apply. */
  readonly effect: RoleEffect | undefined;
  /** Unfolded from the start. */
  readonly isOpen: boolean;
}

function actorHtml(drift: readonly Drift[]): readonly string[] {
  const [by] = drift.flatMap((each) => each.by ?? []);
  return by === undefined
    ? []
    : [`live was changed by ${htmlCode(clipped(by.who, LONGEST_NAME))} at ${htmlCode(clipped(by.at, 40))}`];
}

/** How a role stands where nothing would be done. */
function standing(role: RoleReport): string {
  const severity = worstSeverity(role);
  return severity === undefined ? statusWords(role.status) : `${statusWords(role.status)}, <b>${severity}</b>`;
}

/** What a plan would do to a role, or how it stands, and what its spec would give; empty parts of access are no news. */
function headline(role: RoleReport, effect: RoleEffect | undefined): string {
  if (effect === undefined || (effect.way === 'keeps' && role.drift.length === 0)) return standing(role);
  const told = `${effect.dangers.length > 0 ? '<b>critical</b>, ' : ''}${wayWords(effect)}`;
  if (effect.fate !== 'applied') return isGain(effect) ? `${heldStanding(role)}; ${told}` : standing(role);
  const isCritical = effect.way === 'narrows' && worstSeverity(role) === 'critical';
  return `${told}${isCritical ? '; live is <b>critical</b>' : ''}`;
}

/** Beside what a spec would give, how bad it is that it is not there yet is no news. */
function heldStanding(role: RoleReport): string {
  const isCritical = worstSeverity(role) === 'critical';
  return `${statusWords(role.status)}${isCritical ? ', live is <b>critical</b>' : ''}`;
}

/** What can be read while the rest is folded away: how bad it is, which way it goes, and who did it. */
function summaryHtml(role: RoleReport, { effect }: Telling): string {
  const refused = role.status === 'Refused' && effect?.fate === 'applied' ? ['refused in part'] : [];
  const said = [headline(role, effect), ...refused, ...actorHtml(worstDriftFirst(role.drift))];
  return `${htmlCode(clipped(role.name, LONGEST_NAME))}: ${said.join('; ')}`;
}

const SIDES = ['--- live', '+++ spec'];

function driftMarkdown(
  drift: Drift,
  { actions }: RoleReport,
  effect: RoleEffect | undefined,
  withDiff: boolean,
): readonly string[] {
  const diff = withDiff ? roleDiff(drift, actions).map(({ sign, text }) => `${sign} ${text}`.trimEnd()) : [];
  const block = diff.length === 0 ? [] : [markdownBlock('diff', [...SIDES, ...diff]), ''];
  const { label, words } = driftTold(drift, effect);
  return [`${label === undefined ? '' : `**${label}** `}${markdownCode(drift.unit)}: ${markdownText(words)}`, '', ...block];
}

function heading(actions: RoleReport['actions'], verb: Verb): string {
  if (verb === 'apply') return 'Calls:';
  return actions.some(({ outcome }) => outcome === 'planned') ? 'Apply would:' : 'Held back:';
}

function actionsMarkdown({ actions }: RoleReport, verb: Verb): readonly string[] {
  if (actions.length === 0) return [];
  const steps = actionWords(actions).map((words, index) => {
    const outcome = actions[index]?.outcome ?? 'planned';
    return `${index + 1}. ${markdownText(words)}${outcome === 'planned' ? '' : ` (${outcome})`}`;
  });
  return [heading(actions, verb), '', ...steps, ''];
}

function reasonsMarkdown({ reasons }: RoleReport): readonly string[] {
  return reasons.length === 0 ? [] : [...reasons.map(({ code, message }) => `- **${code}**: ${markdownText(message)}`), ''];
}

function folded(summary: string, body: readonly string[], isOpen: boolean): string {
  return [`<details${isOpen ? ' open' : ''}>`, `<summary>${summary}</summary>`, '', ...body, '</details>', '', ''].join('\n');
}

function body(role: RoleReport, { verb, effect }: Telling, withDiffs: boolean): readonly string[] {
  const together = effect === undefined ? undefined : togetherWords(effect);
  const where = role.source === null ? '' : ` (${markdownCode(`${role.source.file}:${role.source.line}`)})`;
  return [
    `${role.kind ?? 'Not declared'}${where}`,
    '',
    ...reasonsMarkdown(role),
    ...(together === undefined ? [] : [together, '']),
    ...worstDriftFirst(role.drift).flatMap((drift) => driftMarkdown(drift, role, effect, withDiffs)),
    ...(withDiffs ? [] : ['The differences themselves are left out.', '']),
    ...actionsMarkdown(role, verb),
  ];
}

/** Roles with one story, folded away below what is worst in it; one by itself with its differences. */
export function roleMarkdown(roles: readonly [RoleReport, ...RoleReport[]], telling: Telling): Part {
  return roles.length === 1 ? singleRole(roles[0], telling) : groupOfRoles(roles, telling.isOpen);
}

function singleRole(role: RoleReport, telling: Telling): Part {
  const summary = summaryHtml(role, telling);
  const full = () => folded(summary, body(role, telling, true), telling.isOpen);
  const withoutDiffs = () => folded(summary, body(role, telling, false), false);
  const name = markdownCode(clipped(role.name, LONGEST_NAME));
  const brief = `${name}: ${headline(role, telling.effect).replaceAll(/<\/?b>/g, '**')}.\n\n`;
  return { noun: 'role', count: 1, brief, fuller: role.drift.length === 0 ? [full] : [full, withoutDiffs] };
}

function groupOfRoles(roles: readonly [RoleReport, ...RoleReport[]], isOpen: boolean): Part {
  const [role] = roles;
  const summary = `${counted(roles.length, 'role')}: ${statusWords(role.status)}`;
  const story = () => [markdownText(groupNames(roles)), '', ...reasonsMarkdown(role)];
  return { noun: 'role', count: roles.length, brief: `${summary}.\n\n`, fuller: [() => folded(summary, story(), isOpen)] };
}
