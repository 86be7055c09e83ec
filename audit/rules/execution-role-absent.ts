import { enumeration } from '../../iam/evaluation/wording.ts';
import { executionRoleName } from '../generate/generated-role.ts';
import { newRoleRemedy } from '../remedies/new-role.ts';
import type { Need } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { isNamed } from './used-roles.ts';

/** No execution role, where one is needed. */
export const executionRoleAbsent: Rule = {
  id: 'ExecutionRoleAbsent',
  severities: [['high', 'always']],
  what: 'The task definition names no execution role, and Amazon ECS needs one to start its tasks.',
  why: 'Amazon ECS has no permissions of its own to pull a private image, write logs or read a secret: it refuses the task definition, or no task of it starts.',
  evidence:
    'Anywhere, secrets, parameters, registry credentials, environment files and credentials of FSx volumes need an execution role. Private images of Amazon ECR and the log driver `awslogs` need one on everything but container instances (`requiresCompatibilities` names `FARGATE`, `EXTERNAL` or `MANAGED_INSTANCES`): on EC2 the role of the instance does it, and that is no finding.',
  remedy:
    'Create an execution role that allows what the task definition needs, and name it as `executionRoleArn`. `rolecall generate` writes its spec.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html'],
  judge: (subject) => {
    const needs = subject.needs.needs.filter(({ use }) => use === 'execution');
    return isNamed('execution', subject) || needs.length === 0 ? [] : [absent(needs, subject)];
  },
};

function absent(needs: readonly Need[], subject: Subject): Found {
  const purposes = [...new Set(needs.map(({ purpose }) => purpose))];
  const name = executionRoleName(subject.definition);
  return {
    severity: 'high',
    role: null,
    message: `The task definition names no execution role, and Amazon ECS needs one to ${enumeration(purposes, 'and')}`,
    evidence: evidenceOf({
      origins: [...new Set(needs.flatMap(({ origins }) => origins))],
      actions: [...new Set(needs.flatMap(({ actions }) => actions))],
      resources: [...new Set(needs.map(({ resource }) => resource))],
    }),
    remedy: newRoleRemedy(
      `Create the execution role ${name}, and name it as executionRoleArn`,
      { name, path: '/', use: 'execution' },
      subject,
    ),
  };
}
