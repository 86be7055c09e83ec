import { adminAccess } from '../../audit/rules/admin-access.ts';
import { executionRoleTooBroad } from '../../audit/rules/execution-role-too-broad.ts';
import { privilegeEscalation } from '../../audit/rules/privilege-escalation.ts';
import type { Rule, Subject } from '../../audit/rules/rule.ts';
import { taskRoleTooBroad } from '../../audit/rules/task-role-too-broad.ts';
import type { AuditedRole, Need, RoleUse } from '../../audit/types.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { awsPolicyDocuments } from '../../specs/aws/aws-policies.ts';
import { type Document, policyOf } from '../evaluation/cases.ts';

export const RISK_RULES: readonly Rule[] = [adminAccess, privilegeEscalation, executionRoleTooBroad, taskRoleTooBroad];

type GivenNeed = Pick<Need, 'actions' | 'resource'>;

/** A role, and what a task definition makes of it; what is not given is not there. */
export interface GivenRole {
  /** Inline policies by name. */
  readonly policies?: Readonly<Record<string, Document>>;
  /** Short names. */
  readonly awsPolicies?: readonly string[];
  readonly boundary?: Document;
  readonly permissionsBoundary?: string;
  readonly unread?: readonly string[];
  readonly judged?: AuditedRole['judged'];
  /** By default `aws`. */
  readonly partition?: string;
  /** By default, as the task role. */
  readonly uses?: readonly RoleUse[];
  /** Of the execution role. */
  readonly needs?: readonly GivenNeed[];
  /** Of other task definitions. */
  readonly otherNeeds?: readonly GivenNeed[];
  /** Places in the task definition that cannot be read. */
  readonly unverified?: readonly string[];
  readonly isWhole?: boolean;
}

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };
const AWS_POLICIES = new Map(awsPolicyDocuments('aws').map(({ arn, document }) => [arn, document]));

export function auditedRole({
  policies = {},
  awsPolicies = [],
  boundary,
  permissionsBoundary,
  unread = [],
  judged = 'live',
  partition = 'aws',
}: GivenRole): AuditedRole {
  const managedPolicies = awsPolicies.map((name) => `arn:aws:iam::aws:policy/${name}`);
  const inline = Object.entries(policies).map(([name, document]) => ({ name, policy: policyOf(document, 'identity') }));
  return {
    name: 'orders',
    arn: `arn:${partition}:iam::${ACCOUNT.accountId}:role/orders`,
    judged,
    pending: false,
    access: {
      boundary: boundary === undefined ? null : policyOf(boundary, 'identity'),
      policies: [...inline, ...managedPolicies.map((name) => ({ name, policy: awsPolicy(name) }))],
    },
    unread,
    managedPolicies,
    permissionsBoundary: permissionsBoundary ?? null,
    declared: null,
    drift: [],
  };
}

function awsPolicy(arn: string) {
  const parsed = parsePolicy(AWS_POLICIES.get(arn) ?? '', 'identity', 'aws', 'observed');
  if (!parsed.ok) throw new Error(`${arn} is not among the data`);
  return parsed.policy;
}

/** A task definition that uses the role. */
export function subjectOf(role: AuditedRole, given: GivenRole): Subject {
  const uses = given.uses ?? ['task'];
  return {
    definition: {
      arn: null,
      family: 'orders',
      revision: null,
      registeredBy: null,
      context: { ...ACCOUNT, region: 'eu-west-1' },
      taskRole: uses.includes('task') ? role.name : null,
      executionRole: uses.includes('execution') ? role.name : null,
      launchTypes: undefined,
      containers: [],
      volumes: [],
      unread: [],
    },
    overrides: null,
    roles: [{ reference: role.name, name: role.name, uses, subject: { state: 'present', role } }],
    needs: {
      needs: (given.needs ?? []).map(needOf),
      unverified: (given.unverified ?? []).map((origin) => ({
        use: 'execution',
        origins: [origin],
        message: 'It cannot be read',
      })),
    },
    judgedNeeds: [],
    ...ACCOUNT,
    guards: {} as Subject['guards'],
    hasSpecs: false,
    sharedNeeds: [...(given.needs ?? []), ...(given.otherNeeds ?? [])].map(needOf),
    isWhole: given.isWhole ?? true,
  };
}

function needOf({ actions, resource }: GivenNeed): Need {
  const requests = actions.map((action) => ({ action, resource, isPattern: false }));
  return { sid: '', actions, resource, origin: '', use: 'execution', requests, purpose: '', origins: [], resourcePolicy: null };
}
