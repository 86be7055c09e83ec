import { permits } from '../../iam/evaluation/evaluate.ts';
import type { ContextValue, Decision, NamedPolicy } from '../../iam/evaluation/types.ts';
import { matches } from '../../iam/pattern.ts';
import actions from '../../specs/data/actions.json' with { type: 'json' };
import { defaultGuards } from '../../specs/guards.ts';
import type { Guards } from '../../specs/types.ts';
import { reconcilePermissions } from '../../stack/permissions/reconcile-permissions.ts';
import type { PolicyStatement } from '../../stack/permissions/statement.ts';
import { tellingPermissions } from '../../stack/permissions/telling-permissions.ts';
import { policyOf } from '../evaluation/cases.ts';
import { packaged, propertiesOf, type Resource, resolved, type Template } from './template.ts';

/** As rolecall.yml has them, and said to enforce. */
export const ENFORCING: Guards = {
  ...defaultGuards,
  mode: 'enforce',
  managedRoles: ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecs/*'],
  defaultPath: '/ecs/',
  requiredBoundary: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/rolecall-boundary',
};

/** What Lambda itself does with a function's role: it polls the queue, and writes the log. */
export const PLATFORM = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

export interface Ask {
  readonly action: string;
  readonly resource: string;
  /** Condition keys in any case. Keys that are not here are absent from the request. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** Every key that our policies ask for; a request that does not name one does not carry it. */
const KEYS = [
  'iam:permissionsboundary',
  'iam:policyarn',
  'aws:resourcetag/rolecall:owner',
  'kms:viaservice',
  'kms:encryptioncontext:parameter_arn',
  'kms:encryptioncontext:secretarn',
  'events:source',
];

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: object;
}

/** The inline policies of a role, with these statements in the place of those that were generated when the stack was packaged. */
function documentsOf(
  role: string,
  generated: readonly PolicyStatement[],
  parameters: Readonly<Record<string, string>>,
): readonly InlinePolicy[] {
  const template = structuredClone(packaged) as Template;
  const { Policies } = propertiesOf(role, template.Resources);
  const account = Policies.find(({ PolicyName }: InlinePolicy) => PolicyName === 'account');
  account.PolicyDocument.Statement = generated;
  return propertiesOf(role, resolved(parameters, template)).Policies;
}

/** The inline policies of the function's role in a stack packaged with these guards. */
export function controllerDocuments(guards: Guards, parameters: Readonly<Record<string, string>> = {}): readonly InlinePolicy[] {
  return documentsOf('ReconcileRole', reconcilePermissions(guards), parameters);
}

/** The inline policies of the role of a function that tells, in a stack packaged with these guards. */
export function tellingDocuments(
  role: 'NotifyRole' | 'ReportRole',
  guards: Pick<Guards, 'routes'>,
  parameters: Readonly<Record<string, string>> = {},
): readonly InlinePolicy[] {
  return documentsOf(role, tellingPermissions(guards), parameters);
}

/** The same as IAM would hold them. */
export function tellingPolicies(...given: Parameters<typeof tellingDocuments>): readonly NamedPolicy[] {
  return tellingDocuments(...given).map(named);
}

/** What holds for somebody who is allowed everything, once a bucket's policy was asked. It denies whom it denies by condition. */
export function withBucketPolicy(policy: string, resources: Readonly<Record<string, Resource>>): readonly NamedPolicy[] {
  const { Statement } = propertiesOf(policy, resources).PolicyDocument;
  const denials = Statement.map(({ Principal, ...denial }: { readonly Principal: string }) => denial);
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  return [named({ PolicyName: policy, PolicyDocument: { Version: '2012-10-17', Statement: [everything, ...denials] } })];
}

/** The policies of the audit's role, as IAM would hold them. */
export function auditPolicies(parameters: Readonly<Record<string, string>> = {}): readonly NamedPolicy[] {
  return propertiesOf('AuditRole', resolved(parameters)).Policies.map(named);
}

/** The policies of the controller's role, as IAM would hold them. */
export function controllerPolicies(guards: Guards, parameters: Readonly<Record<string, string>> = {}): readonly NamedPolicy[] {
  return controllerDocuments(guards, parameters).map(named);
}

function named({ PolicyName, PolicyDocument }: InlinePolicy): NamedPolicy {
  return { name: PolicyName, policy: policyOf(PolicyDocument, 'identity') };
}

/** Of all actions of AWS those that some statement allows on something, sorted. */
export function allowedActions(policies: readonly NamedPolicy[]): readonly string[] {
  const allowing = policies.flatMap(({ policy }) => policy.statements.filter(({ effect }) => effect === 'Allow'));
  if (allowing.some(({ action }) => action.negated)) throw new Error('a statement allows all but some actions');
  const patterns = allowing.flatMap(({ action }) => action.values.map((value) => value.toLowerCase()));
  const known = Object.entries(actions).flatMap(([service, names]) => names.split(' ').map((name) => `${service}:${name}`));
  if (known.length < 10_000) throw new Error('the list of actions is not whole');
  return known.filter((action) => patterns.some((pattern) => matches(pattern, action.toLowerCase()))).sort();
}

export function ask(policies: readonly NamedPolicy[], { action, resource, context = {} }: Ask): Decision['outcome'] {
  const given = Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const);
  const known = new Map<string, ContextValue>([...KEYS.map((key) => [key, null] as const), ...given]);
  return permits(policies, { principal: SOMEBODY, action, resource, context: known }).outcome;
}

const SOMEBODY = { type: 'AWS', value: 'arn:aws:iam::111122223333:role/rolecall-reconcile' } as const;
