import { quote } from '../reading/suggestion.ts';
import { nearest } from './nearest.ts';

/** Whom a role of an Amazon ECS task trusts, in every partition. */
export const ECS_TASKS = 'ecs-tasks.amazonaws.com';

/** The domains under which AWS names its services, those of its other partitions included. */
const FORM = /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal|ic\.gov|sgov\.gov|adc-e\.uk)$/i;
const DOMAIN = /(\.aws)?(\.?amazon(aws)?)?(\.com?)?(\.cn)?$/i;

/**
 * Says what is wrong with a service principal: a near miss of that of Amazon ECS tasks, or not the form of one. AWS publishes
 * no list of them, so that no other can be called wrong.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function servicePrincipalWarning(principal: string): string | undefined {
  if (principal === ECS_TASKS || principal === `${ECS_TASKS}.cn` || /[*?]/.test(principal)) return undefined;
  const service = principal.replace(DOMAIN, '').toLowerCase();
  if (nearest(service, ['ecs-tasks'], 2) !== undefined)
    return `${quote(principal)} is no service principal of AWS; did you mean ${ECS_TASKS}?`;
  if (FORM.test(principal)) return undefined;
  return `${quote(principal)} has not the form of a service principal, such as ${ECS_TASKS}; correct it, or IAM may refuse the policy`;
}
