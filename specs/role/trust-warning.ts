import { matches } from '../../iam/pattern.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { Statement } from '../../iam/policy/types.ts';
import { ECS_TASKS } from '../aws/service-principals.ts';
import type { Report } from '../reading/report.ts';

/**
 * Warns of a trust policy in which no statement lets Amazon ECS tasks in.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function warnOfTasksKeptOut(trustPolicy: string, partition: string, report: Report): void {
  const parsed = parsePolicy(trustPolicy, 'trust', partition);
  if (!parsed.ok || parsed.policy.statements.some(mayLetTasksIn)) return;
  report([], `ECS tasks cannot assume this role: no statement trusts ${ECS_TASKS}`, { severity: 'warning' });
}

/** Whoever it may be, or everyone but some, may include tasks. */
function mayLetTasksIn({ effect, principal, action }: Statement): boolean {
  if (effect !== 'Allow' || principal === undefined) return false;
  const assumes = action.values.some((pattern) => matches(pattern, 'sts:assumerole')) !== action.negated;
  const { AWS = [], Service = [] } = principal.values;
  const trusted =
    principal.negated ||
    AWS.includes('*') ||
    Service.some((each) => each === ECS_TASKS || each === `${ECS_TASKS}.cn` || each === '*');
  return assumes && trusted;
}
