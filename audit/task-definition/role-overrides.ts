import type { JsonObject } from '../../iam/policy/reading.ts';
import type { RoleOverrides } from '../types.ts';
import { visibleText } from './definition.ts';
import { isFailed, objectAt } from './trail-record.ts';

/** Roles that a call gave, and the task definition that it ran. */
export interface OverridingCall {
  /** `family`, `family:revision` or an ARN, as the call names it. */
  readonly taskDefinition: string;
  readonly overrides: RoleOverrides;
}

/**
 * What a record of RunTask or StartTask says about roles; `null` if it is none, failed, or leaves the roles as they are.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export function overridingCall(record: JsonObject): OverridingCall | null {
  const { eventName: call } = record;
  if ((call !== 'RunTask' && call !== 'StartTask') || isFailed(record)) return null;
  const parameters = objectAt(record, 'requestParameters');
  const given = objectAt(parameters, 'overrides');
  const [taskRole, executionRole] = [visibleText(given.taskRoleArn), visibleText(given.executionRoleArn)];
  const taskDefinition = visibleText(parameters.taskDefinition);
  if (taskDefinition === null || (taskRole === null && executionRole === null)) return null;
  return { taskDefinition, overrides: { call, taskRole, executionRole, by: callerOf(record) } };
}

function callerOf(record: JsonObject): string | null {
  const identity = objectAt(record, 'userIdentity');
  return visibleText(identity.arn) ?? visibleText(identity.invokedBy);
}
