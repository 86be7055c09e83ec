import { remedyOf } from '../remedies/remedy.ts';
import { specPart } from '../remedies/role-spec.ts';
import { awsCommand } from '../remedies/shell.ts';
import type { AuditedRole, Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { isServiceLinked } from './service-linked.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A role without the boundary that the guards ask for. */
export const boundaryMissing: Rule = {
  id: 'BoundaryMissing',
  severities: [['medium', 'when the guards require a boundary']],
  what: 'A role does not carry the permissions boundary that the guards require.',
  why: 'The boundary is what holds whatever the policies of the role say. Without it a single wide policy is as wide as it says.',
  evidence:
    '`requiredBoundary` of the guards, and the boundary of the role. Nothing is required without it. Service-linked roles cannot have one.',
  remedy: 'Set the boundary on the role.',
  sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const { requiredBoundary } = subject.guards;
  if (requiredBoundary === undefined || role.permissionsBoundary === requiredBoundary || isServiceLinked(role)) return [];
  const what =
    role.permissionsBoundary === null ? 'carries no permissions boundary' : `carries the boundary ${role.permissionsBoundary}`;
  return [
    {
      severity: 'medium',
      role: role.name,
      message: `The ${roleWords(used)} ${what}, but the guards require ${requiredBoundary}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), resources: [requiredBoundary] }),
      remedy: remedyFor(role, requiredBoundary),
    },
  ];
}

function remedyFor({ name, declared }: AuditedRole, boundary: string): Remedy {
  if (declared === null)
    return remedyOf('Set the required boundary', {
      command: awsCommand('iam', 'put-role-permissions-boundary', '--role-name', name, '--permissions-boundary', boundary),
    });
  const { file, line } = declared.source;
  return remedyOf(`Write the required boundary in the spec (${file}:${line})`, {
    spec: specPart({ permissionsBoundary: boundary }),
  });
}
