import type { S3Place } from '../adapters/s3/s3-place.ts';
import type { ControllerSettings } from '../controller/ports.ts';
import { printable } from '../report/escaping/printable.ts';
import type { Guards, SpecContext } from '../specs/types.ts';
import { guardsOf } from './guards-file.ts';
import { type Variables, variables } from './variables.ts';

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

/** Something is not set as it must be; names everything that is wrong, and what to write. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @param functionArn as in `arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile`
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  functionArn: string,
): Promise<Settings> {
  const account = accountOf(functionArn);
  const { data, error } = variables.safeParse(environment);
  const { guards, problems } = await guardsOf(environment.ROLECALL_CONFIG || undefined, account);
  if (data === undefined || guards === undefined) {
    const wrong = (error?.issues ?? []).map(({ path: [name], message }) => `${held(String(name), environment)}: ${message}`);
    throw new WrongSettings(['The settings are wrong, so nothing was looked at.', ...wrong, ...problems].join('\n'));
  }
  return settingsOf(data, guards, account);
}

function settingsOf(data: Variables, guards: Guards, account: SpecContext): Settings {
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

/** None of these variables holds a secret, so what is wrong may be shown. */
function held(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  const value = environment[name];
  return value ? `${name} is ${JSON.stringify(printable(value.slice(0, 200)))}` : `${name} is not set`;
}

/** @throws {WrongSettings} */
function accountOf(functionArn: string): SpecContext {
  const [, partition, region, accountId] = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:/.exec(functionArn) ?? [];
  if (partition !== undefined && region !== undefined && accountId !== undefined) return { partition, region, accountId };
  throw new WrongSettings(`${printable(functionArn.slice(0, 200))} is no ARN of a Lambda function, so the account is not known.`);
}
