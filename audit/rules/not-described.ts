import { remedyOf } from '../remedies/remedy.ts';
import { awsCommand } from '../remedies/shell.ts';
import type { AuditedDefinition, Violation } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { RuleText } from './rule.ts';

/** A task definition that nobody looked at. */
export const notDescribed: RuleText = {
  id: 'NotDescribed',
  severities: [['medium', 'always']],
  what: 'A task definition could not be described, so that its roles were not judged.',
  why: 'What was not looked at has not passed.',
  evidence: 'The answer of Amazon ECS, as it gave it.',
  remedy: 'Allow `ecs:DescribeTaskDefinition`, or wait out the throttling, and audit again.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html'],
};

/** The one finding of a task definition that could not be described. */
export function notDescribedViolation(definition: Extract<AuditedDefinition, { described: false }>): Violation {
  const { family, revision, arn, region, reason } = definition;
  const name = revision === null ? family : `${family}:${revision}`;
  const place = region === undefined ? [] : ['--region', region];
  return {
    rule: notDescribed.id,
    severity: 'medium',
    role: null,
    message: `The task definition ${name} could not be described, so its roles were not judged: ${reason.replace(/\.$/, '')}`,
    evidence: evidenceOf({ resources: arn === null ? [] : [arn], details: [reason] }),
    remedy: remedyOf('Describe it by hand to see what Amazon ECS says, then audit again', {
      command: awsCommand('ecs', 'describe-task-definition', '--task-definition', arn ?? name, ...place),
    }),
  };
}
