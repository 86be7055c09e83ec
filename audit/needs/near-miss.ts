import { matchesAction } from '../../iam/evaluation/statement.ts';
import { conditionWords, enumeration } from '../../iam/evaluation/wording.ts';
import { contains } from '../../iam/pattern.ts';
import type { Statement } from '../../iam/policy/types.ts';
import type { AuditedRole, Need } from '../types.ts';
import { askRole } from './ask-role.ts';
import { whyNoMatch } from './why-no-match.ts';

/** Actions that are often granted in the place of what ECS calls. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  'ssm:GetParameters': ['ssm:GetParameter', 'ssm:GetParametersByPath'],
  'secretsmanager:GetSecretValue': ['secretsmanager:BatchGetSecretValue', 'secretsmanager:DescribeSecret'],
  'ecr:BatchGetImage': ['ecr:DescribeImages'],
  's3:GetObject': ['s3:GetObjectVersion'],
};

/** What the role allows that was probably meant to be the need, as a clause; `undefined` where nothing comes near. */
export function nearMiss(need: Need, actions: readonly string[], role: AuditedRole): string | undefined {
  return mistakenAction(need, actions, role) ?? mistakenResource(need, actions, role);
}

function mistakenAction({ requests }: Need, actions: readonly string[], role: AuditedRole): string | undefined {
  for (const request of requests.filter(({ action }) => actions.includes(action))) {
    const isAllowed = (action: string) => askRole(role, { ...request, action }).outcome === 'allowed';
    const allowed = (MISTAKEN[request.action] ?? []).filter(isAllowed);
    if (allowed.length > 0) return `it allows ${enumeration(allowed, 'and')}, and ECS calls ${request.action}`;
  }
  return undefined;
}

function mistakenResource(need: Need, actions: readonly string[], { access }: AuditedRole): string | undefined {
  for (const { name, policy } of access.policies)
    for (const statement of policy.statements) {
      const isMeant = statement.effect === 'Allow' && actions.some((action) => matchesAction(statement.action, action));
      const clause = isMeant ? whyNotThis(statement, need.resource) : undefined;
      if (clause !== undefined) return `the policy ${name} ${clause}`;
    }
  return undefined;
}

function whyNotThis({ resource, conditions }: Statement, wanted: string): string | undefined {
  if (resource === undefined || resource.negated) return undefined;
  if (resource.values.some((pattern) => contains(pattern, wanted)))
    return conditions.length > 0 ? `allows it${conditionWords(conditions)}, which does not hold` : undefined;
  for (const pattern of resource.values) {
    const why = whyNoMatch(pattern, wanted);
    if (why !== undefined) return `names ${pattern}, ${why}`;
  }
  return undefined;
}
