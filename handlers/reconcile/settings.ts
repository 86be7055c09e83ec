import type { S3Place } from '../../adapters/s3/s3-place.ts';
import type { ControllerSettings } from '../../controller/ports.ts';
import { checkedEnvironment, type Environment } from '../environment/checked-environment.ts';
import { variables } from './variables.ts';

export { WrongSettings } from '../environment/checked-environment.ts';

/** All that is set from outside. */
export interface Settings extends ControllerSettings {
  /** Where specs come from: `s3://bucket/prefix`, `ssm:/path`, folders. */
  readonly specs: readonly string[];
  readonly state: S3Place;
  readonly queueUrl: string;
  /** The name of an SSM parameter. */
  readonly killSwitch: string;
  /** The role of this function. */
  readonly ownRoleArn: string;
}

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @param functionArn as in `arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile`
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function readSettings(environment: Environment, functionArn: string): Promise<Settings> {
  const { data, guards, account } = await checkedEnvironment(variables, environment, functionArn);
  return {
    account,
    guards: { ...guards, protectedRoles: [...guards.protectedRoles, ...data.ROLECALL_OWN_ROLES, data.ROLECALL_OWN_ROLE_ARN] },
    specs: data.ROLECALL_SPECS,
    state: data.ROLECALL_STATE,
    queueUrl: data.ROLECALL_QUEUE_URL,
    killSwitch: data.ROLECALL_KILL_SWITCH,
    ownRoleArn: data.ROLECALL_OWN_ROLE_ARN,
    settlingSeconds: data.ROLECALL_SETTLING_SECONDS,
    leaseSeconds: data.ROLECALL_LEASE_SECONDS,
  };
}
