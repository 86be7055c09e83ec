import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
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

function quietHeadline({ complete, summary }: Overview): string {
  if (!complete) return 'Nothing is known to need attention, but not everything could be read.';
  if (summary.roles === 0) return 'No role is declared.';
  if (summary.inSync < summary.roles) return `None of ${counted(summary.roles, 'role')} needs attention.`;
  return summary.roles === 1
    ? 'The one role is as its spec declares it.'
    : `All ${summary.roles} roles are as their specs declare.`;
}

/** How things stand, in one sentence. */
export function headline(overview: Overview): string {
  const troubled = overview.roles.filter(needsAttention).length;
  const { roles } = overview.summary;
  if (troubled === 0) return quietHeadline(overview);
  if (troubled === roles) return roles === 1 ? 'The one role needs attention.' : `All ${roles} roles need attention.`;
  return `${troubled} of ${counted(roles, 'role')} ${troubled === 1 ? 'needs' : 'need'} attention.`;
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

/** What several task definitions have in common counts once, as the page lists it. */
function auditSentence(overview: Overview): string | undefined {
  const { audit } = overview;
  if (audit === null || audit.taskDefinitions === 0) return undefined;
  const troubled = audit.taskDefinitions - audit.clean;
  if (troubled === 0) return `The audit finds nothing in ${counted(audit.taskDefinitions, 'task definition')}.`;
  const severities = toldFindings(overview).map(({ severity }) => severity);
  const counts = (['critical', 'high'] as const).map((one) => [severities.filter((each) => each === one).length, one] as const);
  const worst = counts.flatMap(([count, one]) => (count === 0 ? [] : [`${count} ${one}`])).join(', ');
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
  const sentences = [widerSentence, stuckSentence, auditSentence, brokenSentence].map((sentence) => sentence(overview));
  return sentences.filter((sentence) => sentence !== undefined);
}
