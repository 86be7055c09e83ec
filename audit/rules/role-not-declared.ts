import { remedyOf } from '../remedies/remedy.ts';
import { shellCommand } from '../remedies/shell.ts';
import { evidenceOf } from './evidence.ts';
import type { Rule } from './rule.ts';
import { isServiceLinked } from './service-linked.ts';
import { originsOf, presentRoles, roleWords } from './used-roles.ts';

/** A role that nobody keeps true. */
export const roleNotDeclared: Rule = {
  id: 'RoleNotDeclared',
  severities: [['info', 'when specs are given']],
  what: 'No spec declares a role that the task definition uses.',
  why: 'Changes to it are neither seen nor corrected.',
  evidence:
    'The specs that were given. Service-linked roles, which nobody can manage, are left out; and where no specs are given, nothing has to be declared.',
  remedy: 'Import the role as a spec.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html'],
  judge: (subject) =>
    presentRoles(subject)
      .filter(({ role }) => subject.hasSpecs && role.declared === null && !isServiceLinked(role))
      .map(({ used, role }) => ({
        severity: 'info',
        role: role.name,
        message: `No spec declares the ${roleWords(used)}`,
        evidence: evidenceOf({ origins: originsOf(used, subject), resources: [role.arn] }),
        remedy: remedyOf('Import the role, look at the spec, and put it with the others', {
          command: shellCommand('rolecall', 'import', '--role', role.name, '--out', 'roles'),
        }),
      })),
};
