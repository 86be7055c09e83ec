import type { Role } from '../../iam/role.ts';
import { SPEC_SAYS_NOTHING } from '../reading/blanks.ts';
import { below, type Report } from '../reading/report.ts';
import type { RoleSpec } from '../schema/role.ts';
import type { DeclaredRole, RoleKind, SpecContext } from '../types.ts';
import { declaredInlinePolicies } from './inline-policies.ts';
import { managedPolicyArn, managedPolicyArns } from './managed-policies.ts';
import { declaredManagement } from './management.ts';
import { descriptionProblem, nameProblem, pathProblem } from './names.ts';
import { type ActionWarning, policyText } from './policy-text.ts';
import { declaredTags } from './tags.ts';
import { defaultTrustPolicy } from './trust.ts';
import { warnOfTasksKeptOut } from './trust-warning.ts';

/** A role document that has the right form, whatever its kind. */
export interface RoleDocument {
  readonly kind: RoleKind;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> | undefined };
  readonly spec?: RoleSpec | undefined;
}

/** Fills in short names, grants and defaults, and reports what IAM would refuse. What could not be compiled is left out. */
export function compileRole(
  document: RoleDocument,
  context: SpecContext,
  report: Report,
  actionWarning?: ActionWarning,
): Omit<DeclaredRole, 'source'> {
  const { kind, metadata, spec = {} } = document;
  if (document.spec === undefined) report(['spec'], `spec is missing: ${SPEC_SAYS_NOTHING}`);
  const place = document.spec === undefined ? () => {} : below(report, 'spec');
  const permissionsBoundary = declaredBoundary(spec, context, below(place, 'permissionsBoundary'));
  const managedPolicies = managedPolicyArns(spec.managedPolicies ?? [], context, below(place, 'managedPolicies'));
  const policies = [...managedPolicies, ...(permissionsBoundary ? [permissionsBoundary] : [])];
  return {
    kind,
    labels: metadata.labels ?? {},
    management: declaredManagement(spec.management, policies, context, below(place, 'management')),
    state: spec.state ?? 'present',
    role: {
      name: text(metadata.name, (name) => nameProblem(name, 64), below(report, 'metadata', 'name')),
      ...declaredAttributes(spec, place),
      trustPolicy: declaredTrust(kind, spec, context, below(place, 'trustPolicy'), actionWarning),
      permissionsBoundary,
      managedPolicies,
      inlinePolicies: declaredInlinePolicies(spec, context, place, actionWarning),
      tags: declaredTags(spec.tags ?? {}, below(place, 'tags')),
    },
  };
}

function declaredAttributes(spec: RoleSpec, report: Report): Pick<Role, 'path' | 'description' | 'maxSessionDuration'> {
  return {
    path: text(spec.path, pathProblem, below(report, 'path')),
    description: text(spec.description, descriptionProblem, below(report, 'description')),
    maxSessionDuration: spec.maxSessionDuration,
  };
}

function text<T extends string | undefined>(value: T, problemOf: (value: string) => string | undefined, report: Report): T {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) report([], problem);
  return value;
}

function declaredTrust(
  kind: RoleKind,
  { trustPolicy }: RoleSpec,
  context: SpecContext,
  report: Report,
  actionWarning?: ActionWarning,
): string {
  if (trustPolicy !== undefined) {
    const text = policyText(trustPolicy, 'trust', context.partition, report, actionWarning);
    if (text !== undefined && kind !== 'Role') warnOfTasksKeptOut(text, context.partition, report);
    return text ?? '';
  }
  if (kind === 'Role')
    report([], 'trustPolicy is missing: say who may assume the role, or write kind: TaskRole or TaskExecutionRole');
  return defaultTrustPolicy(context);
}

function declaredBoundary(
  { permissionsBoundary: boundary }: RoleSpec,
  context: SpecContext,
  report: Report,
): string | null | undefined {
  if (boundary === undefined) return undefined;
  if (boundary.toLowerCase() !== 'none') return managedPolicyArn(boundary, context, (...problem) => report([], ...problem));
  if (boundary !== 'none') report([], `${boundary} is written none`);
  return null;
}
