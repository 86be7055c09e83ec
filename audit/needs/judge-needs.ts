import type { Decision } from '../../iam/evaluation/types.ts';
import type { JudgedNeed } from '../rules/rule.ts';
import type { AuditedRole, Need, NeededRequest, RoleUse } from '../types.ts';
import { askRole, unreadPermissions } from './ask-role.ts';

/** The role that is used for each; left out where it is not there, or not known. */
export type RolesByUse = { readonly [Use in RoleUse]?: AuditedRole | undefined };

/** What one call comes to: the decision, where unread documents and the ARN's other form leave it standing. */
interface Answer {
  readonly action: string;
  readonly decision: Decision;
}

/** Looks every need up in the role that it is one of; needs of a role that is not there are left out. */
export function judgeNeeds(needs: readonly Need[], roles: RolesByUse): JudgedNeed[] {
  return needs.flatMap((need) => {
    const role = roles[need.use];
    return role === undefined ? [] : [judge(need, role)];
  });
}

function judge(need: Need, role: AuditedRole): JudgedNeed {
  const answers = need.requests.map((request) => ({ action: request.action, decision: decide(request, role) }));
  const missing = answers.filter(({ decision }) => decision.outcome === 'denied');
  if (missing.length > 0) return judged(need, 'missing', missing);
  const unknown = answers.filter(({ decision }) => decision.outcome === 'unknown');
  return unknown.length > 0 ? judged(need, 'unverifiable', unknown) : { ...judged(need, 'met', answers), actions: [] };
}

function judged(need: Need, verdict: JudgedNeed['verdict'], answers: readonly Answer[]): JudgedNeed {
  const statements = answers.flatMap(({ decision: { statement } }) => statement ?? []);
  const layers = new Set(answers.map(({ decision }) => decision.layer));
  return {
    need,
    verdict,
    actions: [...new Set(answers.map(({ action }) => action))],
    statements: [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()],
    byBoundary: layers.size === 1 && layers.has('boundary'),
  };
}

function decide(request: NeededRequest, role: AuditedRole): Decision {
  const decision = withUnread(askRole(role, request), role);
  const { otherForm } = request;
  if (otherForm === undefined) return decision;
  const other = withUnread(askRole(role, { ...request, resource: otherForm, isPattern: /[*?]/.test(otherForm) }), role);
  return withOtherForm(decision, other);
}

/** A document that could not be read may allow or deny anything; only a deny that was read stays. */
function withUnread(decision: Decision, role: AuditedRole): Decision {
  if (decision.reason === 'explicitDeny' || unreadPermissions(role).length === 0) return decision;
  return { ...decision, outcome: 'unknown' };
}

/** What is allowed stays so unless a Deny may meet the ARN's other form; what is not is certain only of both. */
function withOtherForm(decision: Decision, other: Decision): Decision {
  const isOnlyNotAllowed = other.reason === 'noAllow' || other.reason === 'possibleAllow';
  if (decision.outcome === other.outcome || (decision.outcome === 'allowed' && isOnlyNotAllowed)) return decision;
  return { ...(decision.statement === undefined ? other : decision), outcome: 'unknown' };
}
