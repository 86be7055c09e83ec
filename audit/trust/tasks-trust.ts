import { mayAssume } from '../../iam/evaluation/evaluate.ts';
import type { Context, Decision } from '../../iam/evaluation/types.ts';
import type { Policy } from '../../iam/policy/types.ts';
import { ECS_TASKS } from '../../specs/aws/service-principals.ts';

/** Whose tasks, and where they run. */
export interface TasksOf {
  readonly accountId: string;
  readonly partition: string;
  /** `undefined`: in any. */
  readonly region: string | undefined;
}

/** Accounts of which one at least has nothing to do with the trust policy. */
const STRANGERS = Array.from({ length: 1000 }, (_, index) => String(987_654_321_000 + index));

/**
 * Whether Amazon ECS may use the role for tasks of the account. The source is a task's ARN, but no page of AWS says that it is
 * nothing else, so that only a trust policy that shuts out all of the account's ARNs is sure to shut tasks out.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function trustOfTasks(trust: Policy, tasks: TasksOf): Decision {
  const decision = asked(trust, tasks, ':*');
  const ofTask = decision.outcome === 'unknown' ? asked(trust, tasks, ':task/*') : decision;
  return ofTask.outcome === 'allowed' ? ofTask : decision;
}

/** Whether Amazon ECS may surely use the role for tasks of accounts that have nothing to do with it. */
export function letsInStrangers(trust: Policy, { accountId, partition, region }: TasksOf): boolean {
  const stranger = STRANGERS.find((one) => one !== accountId && !trust.key.includes(one));
  return stranger !== undefined && asked(trust, { accountId: stranger, partition, region }, ':*').outcome === 'allowed';
}

function asked(trust: Policy, tasks: TasksOf, source: string): Decision {
  return mayAssume(trust, { principal: { type: 'Service', value: ECS_TASKS }, context: contextOfTasks(tasks, source) });
}

/** The condition keys that Amazon ECS is known to send for tasks; all others are unknown. */
export function contextOfTasks({ accountId, partition, region = '*' }: TasksOf, source = ':*'): Context {
  return new Map([
    ['aws:sourceaccount', [accountId]],
    ['aws:sourcearn', { like: `arn:${partition}:ecs:${region}:${accountId}${source}` }],
  ]);
}
