import { newRoleRemedy } from '../remedies/new-role.ts';
import { remedyOf } from '../remedies/remedy.ts';
import type { Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import { roleArn } from './role-arn.ts';
import type { Found, Rule, Subject, UsedRole } from './rule.ts';
import { originsOf, roleWords } from './used-roles.ts';

/** A role that is not there. */
export const roleMissing: Rule = {
  id: 'RoleMissing',
  severities: [['high', 'always']],
  what: 'A role that the task definition names does not exist.',
  why: 'Amazon ECS registers task definitions without looking whether their roles exist. No task starts, and the first deployment hangs with "ECS was unable to assume the role".',
  evidence:
    "Roles are looked up by name, and names fold case; an ARN has to be the role's own, with its path. A role that a spec declares is *pending* until it is created, and judged as its spec wants it to be. A role that cannot be read is *unverified*: unreadable is not absent.",
  remedy:
    'Create the role, or name the one that was meant. `rolecall generate` writes the spec of the execution role that a task definition needs.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
  ],
  judge: (subject) => subject.roles.flatMap((used) => judgeRole(used, subject)),
};

function judgeRole(used: UsedRole, subject: Subject): readonly Found[] {
  const found = used.subject;
  if (found.state !== 'absent') return [];
  const { elsewhere } = found;
  const what =
    elsewhere === undefined
      ? 'does not exist'
      : `does not exist under the ARN ${used.reference}: the role of that name is ${elsewhere}`;
  const message = `The ${roleWords(used)} ${what}`;
  const evidence = evidenceOf({ origins: originsOf(used, subject), resources: [used.reference] });
  return [{ severity: 'high', role: used.name, message, evidence, remedy: remedyFor(used, elsewhere, subject) }];
}

function remedyFor({ reference, name, uses }: UsedRole, elsewhere: string | undefined, subject: Subject): Remedy {
  if (elsewhere !== undefined) return remedyOf(`Name ${elsewhere} in the task definition`);
  const { path = '/' } = roleArn(reference) ?? {};
  const use = uses.includes('execution') ? 'execution' : 'task';
  const text =
    use === 'execution'
      ? 'Create the execution role with what the task definition needs'
      : 'Create the task role, then allow what the application calls';
  return newRoleRemedy(text, { name, path, use }, subject);
}
