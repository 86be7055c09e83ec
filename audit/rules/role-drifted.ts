import { enumeration } from '../../iam/evaluation/wording.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { shellCommand } from '../remedies/shell.ts';
import type { AuditedRole, Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Rule } from './rule.ts';
import { originsOf, presentRoles, roleWords } from './used-roles.ts';

/** A role that is not what its spec says. */
export const roleDrifted: Rule = {
  id: 'RoleDrifted',
  severities: [['medium', 'always']],
  what: 'A role of the task definition is not as its spec declares it.',
  why: 'The other findings judge the role as declared. What tasks run with today is something else.',
  evidence:
    'The units of the role that differ and are neither additive nor ignored in its spec. A role that is not created yet is *pending*, not drifted.',
  remedy: 'Look at the plan, then apply it; or change the spec to what is wanted.',
  sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage.html'],
  judge: (subject) =>
    presentRoles(subject)
      .filter(({ role }) => role.drift.length > 0 && !role.pending)
      .map(({ used, role }) => ({
        severity: 'medium',
        role: role.name,
        message: `The ${roleWords(used)} ${isToGo(role) ? 'is to be deleted, as its spec says' : `differs from its spec in ${enumeration(role.drift, 'and')}`}`,
        evidence: evidenceOf({ origins: originsOf(used, subject), details: role.drift }),
        remedy: remedyFor(role),
      })),
};

function isToGo({ drift }: AuditedRole): boolean {
  return drift.includes('role');
}

function remedyFor(role: AuditedRole): Remedy {
  const { name, declared } = role;
  if (isToGo(role)) return remedyOf('Name another role in the task definition, or take state: absent out of the spec');
  const text = 'Look at what rolecall plan shows, then let rolecall apply do it; or change the spec to what is wanted';
  return remedyOf(text, {
    command: declared === null ? null : shellCommand('rolecall', 'plan', declared.source.file, '--role', name),
  });
}
