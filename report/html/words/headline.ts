import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import { enumeration } from '../../../iam/evaluation/wording.ts';
import { roleExitStatus } from '../../exit-status.ts';
import type { Overview, OverviewRole } from '../../overview/overview.ts';
import { counted } from '../../words/counts.ts';
import { toldFindings } from './told-findings.ts';

/** Whether somebody should look at a role. */
export function needsAttention(role: OverviewRole): boolean {
  return roleExitStatus(role) !== 0;
}

/** Whether live allows more than the spec, and is not meant to. */
export function isWider(role: OverviewRole): boolean {
  const isMeant = (tolerated: OverviewRole['drift'][number]['tolerated']) => tolerated === 'ignore' || tolerated === 'additive';
  return needsAttention(role) && remainingDrift(role).some(({ access, tolerated }) => access === 'wider' && !isMeant(tolerated));
}

/** Roles that a spec names. */
export function declaredRoles({ roles }: Pick<Overview, 'roles'>): readonly OverviewRole[] {
  return roles.filter(({ status }) => status !== 'Orphaned');
}

/** Whether every role that a spec names is known to be as it says, and there is one. */
export function isAsDeclared(overview: Overview): boolean {
  const declared = declaredRoles(overview);
  return overview.complete && declared.length > 0 && declared.every((role) => role.status === 'InSync' && !needsAttention(role));
}

function quietWords(overview: Overview): string {
  const { length } = declaredRoles(overview);
  if (!overview.complete) return 'No role is known to differ from its spec';
  if (length === 0) return 'No role is declared';
  if (!isAsDeclared(overview)) return `None of ${counted(length, 'declared role')} is known to differ from its spec`;
  return length === 1 ? 'The one declared role is as its spec says' : `All ${length} declared roles are as their specs say`;
}

/** What is to be looked at although no role differs from its spec. */
function concerns(overview: Overview): readonly string[] {
  const orphans = overview.roles.length - declaredRoles(overview).length;
  const severe = severeCounts(overview);
  return [
    ...(overview.complete ? [] : ['not everything could be read']),
    ...(orphans === 0 ? [] : [orphanWords(orphans)]),
    ...(severe.length === 0 ? [] : [`the audit finds ${severe.join(' and ')}`]),
  ];
}

function orphanWords(count: number): string {
  return `${counted(count, 'role')} of ours ${count === 1 ? 'is' : 'are'} declared nowhere`;
}

function troubledWords(troubled: readonly OverviewRole[], declared: number): string {
  const one = troubled.length === 1;
  const whose = troubled.length < declared ? `${troubled.length} of ${counted(declared, 'declared role')}` : allOf(declared);
  const differ = troubled.every((role) => roleExitStatus(role) === 2 && role.drift.length > 0);
  if (!differ) return `${whose} ${one ? 'needs' : 'need'} attention`;
  return `${whose} ${one ? 'differs from its spec' : 'differ from their specs'}`;
}

function allOf(count: number): string {
  return count === 1 ? 'The one declared role' : `All ${count} declared roles`;
}

/** How roles stand to their specs, in one sentence; where they are as they should be, what else there is. */
export function headline(overview: Overview): string {
  const troubled = overview.roles.filter(needsAttention);
  if (troubled.length > 0) return `${troubledWords(troubled, declaredRoles(overview).length)}.`;
  const others = concerns(overview);
  return `${quietWords(overview)}${others.length === 0 ? '' : `, but ${enumeration(others, 'and')}`}.`;
}

function widerSentence({ roles }: Overview): string | undefined {
  const [troubled, wider] = [roles.filter(needsAttention).length, roles.filter(isWider).length];
  if (wider === 0) return undefined;
  if (troubled === 1) return 'It allows more than its spec.';
  return wider === 1 ? 'One of them allows more than its spec.' : `${wider} of them allow more than their specs.`;
}

function stuckSentence({ roles }: Overview): string | undefined {
  const stuck = roles.filter((role) => roleExitStatus(role) === 1).length;
  return stuck === 0 ? undefined : `${counted(stuck, 'role')} could not be judged or corrected.`;
}

function orphansSentence(overview: Overview): string | undefined {
  const orphans = overview.roles.length - declaredRoles(overview).length;
  return orphans === 0 || !overview.roles.some(needsAttention) ? undefined : `${orphanWords(orphans)}.`;
}

/** "1 critical", "4 high". */
function severeCounts(overview: Overview): readonly string[] {
  const severities = toldFindings(overview).map(({ severity }) => severity);
  return (['critical', 'high'] as const).flatMap((one) => {
    const count = severities.filter((each) => each === one).length;
    return count === 0 ? [] : [`${count} ${one}`];
  });
}

/** What several task definitions have in common counts once, as the page lists it. */
function auditSentence(overview: Overview): string | undefined {
  const { audit } = overview;
  if (audit === null || audit.taskDefinitions === 0) return undefined;
  const troubled = audit.taskDefinitions - audit.clean;
  if (troubled === 0) return `The audit finds nothing in ${counted(audit.taskDefinitions, 'task definition')}.`;
  const worst = severeCounts(overview).join(', ');
  return `The audit finds faults in ${troubled} of ${counted(audit.taskDefinitions, 'task definition')}${worst === '' ? '' : `: ${worst}`}.`;
}

function brokenSentence({ complete, problems, roles }: Overview): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const unread = !complete && roles.some(needsAttention) ? 'Not everything could be read: this report is incomplete.' : '';
  const wrong = errors === 0 ? '' : `${counted(errors, 'problem')} in specs.`;
  return [unread, wrong].filter((part) => part !== '').join(' ') || undefined;
}

/** What stands behind the headline, a sentence each. */
export function standing(overview: Overview): readonly string[] {
  const sentences = [widerSentence, stuckSentence, orphansSentence, auditSentence, brokenSentence].map((sentence) =>
    sentence(overview),
  );
  return sentences.filter((sentence) => sentence !== undefined);
}
