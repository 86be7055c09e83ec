import { evaluate } from '../../iam/evaluation/evaluate.ts';
import type { Decision } from '../../iam/evaluation/types.ts';
import type { AuditedRole, NeededRequest } from '../types.ts';
import { callContext } from './call-context.ts';

/** What the documents that were read say of a call with the role's credentials; who may become the role is another question. */
export function askRole(role: AuditedRole, request: NeededRequest): Decision {
  const { action, resource, isPattern } = request;
  const principal = { type: 'AWS', value: role.arn } as const;
  const access = { ...role.access, trust: undefined };
  return evaluate(access, { principal, action, resource, resourceIsPattern: isPattern, context: callContext(role, request) });
}

/** Documents that were not read and that may allow or deny anything. */
export function unreadPermissions({ unread }: AuditedRole): readonly string[] {
  return unread.filter((document) => document !== 'trustPolicy');
}
