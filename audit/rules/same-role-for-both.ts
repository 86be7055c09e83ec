import { newRoleRemedy } from '../remedies/new-role.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { originsOf, type PresentRole, presentRoles } from './used-roles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MOST_CHARACTERS = 64;
const SUFFIX = '-execution';

/** One role that starts the task and is the application. */
export const sameRoleForBoth: Rule = {
  id: 'SameRoleForBoth',
  severities: [['low', 'always']],
  what: 'The task role and the execution role are the same role.',
  why: 'The application can do all that Amazon ECS needs to start it: pull every image the role may pull, and read every secret and parameter again, at any time.',
  evidence: 'Both roles of the task definition, or of the call that overrides them; a name and an ARN may stand for one role.',
  remedy: 'Split it: an execution role with what starts the task, and a task role with what the application calls.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  ],
  judge: (subject) =>
    presentRoles(subject)
      .filter(({ used }) => used.uses.length > 1)
      .map((present) => usedForBoth(present, subject)),
};

function usedForBoth({ used, role }: PresentRole, subject: Subject): Found {
  const name = `${role.name.slice(0, MOST_CHARACTERS - SUFFIX.length)}${SUFFIX}`;
  const text = `Make an execution role of its own, name it in the task definition, then take from ${role.name} what only starts the task`;
  return {
    severity: 'low',
    role: role.name,
    message: `The role ${role.name} is both the task role and the execution role`,
    evidence: evidenceOf({ origins: originsOf(used, subject), resources: [role.arn] }),
    remedy: newRoleRemedy(text, { name, path: '/', use: 'execution' }, subject),
  };
}
