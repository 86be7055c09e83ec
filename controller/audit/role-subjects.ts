import type { AuditedRole, RoleSubject } from '../../audit/types.ts';
import { foldName } from '../../iam/role.ts';
import type { SpecContext } from '../../specs/types.ts';
import { auditedAccess, type Documents } from './audited-access.ts';
import type { Judged, JudgedRole } from './judged-role.ts';
import { readReference } from './role-reference.ts';

export interface RoleKnowledge extends Documents {
  readonly account: SpecContext;
  /** Every role of the account that is asked for, by its folded name. */
  readonly roles: ReadonlyMap<string, Judged>;
}

/**
 * What is known of each role that task definitions name.
 * Names fold case. An ARN means the role only if its path is the role's own: ECS assumes the role by this ARN, and IAM knows no
 * other. A bare name means the role of that name, whatever its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function roleSubjects({ account, roles, ...documents }: RoleKnowledge): (reference: string) => RoleSubject {
  const audited = new Map<string, AuditedRole>();
  const auditedOnce = (name: string, judged: JudgedRole): AuditedRole => {
    const known = audited.get(name) ?? auditedRole(judged, documents);
    audited.set(name, known);
    return known;
  };
  return (reference) => {
    const read = readReference(reference, account);
    if (read.kind === 'unusable') return unknown(`${reference} is a placeholder, or neither the name nor the ARN of a role`);
    if (read.kind === 'foreign') return unknown(`${reference} is a role of ${read.owner}, which cannot be seen from here`);
    const judged = roles.get(foldName(read.name));
    if (judged === undefined) return unknown(`${reference} was not read`);
    if (judged.state !== 'present') return judged;
    if (read.path !== null && read.path !== pathIn(judged.arn)) return { state: 'absent', elsewhere: judged.arn };
    return { state: 'present', role: auditedOnce(foldName(read.name), judged) };
  };
}

function unknown(reason: string): RoleSubject {
  return { state: 'unknown', reason };
}

function pathIn(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}

function auditedRole({ role, arn, judged, pending, declared, drift }: JudgedRole, documents: Documents): AuditedRole {
  return {
    ...auditedAccess(role, documents),
    name: role.name,
    arn,
    judged,
    pending,
    managedPolicies: role.managedPolicies,
    permissionsBoundary: role.permissionsBoundary ?? null,
    declared,
    drift,
  };
}
