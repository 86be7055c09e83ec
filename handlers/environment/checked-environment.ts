import type * as z from 'zod/mini';
import { printable } from '../../report/escaping/printable.ts';
import type { Guards, SpecContext } from '../../specs/types.ts';
import { guardsOf } from './guards-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Something is not set as it must be; names everything that is wrong, and what to write. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** What the environment says, checked, and what else is known from outside. */
export interface CheckedEnvironment<T> {
  readonly data: T;
  readonly guards: Guards;
  readonly account: SpecContext;
}

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @param functionArn as in `arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile`
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function checkedEnvironment<S extends z.ZodMiniType>(
  schema: S,
  environment: Environment,
  functionArn: string,
): Promise<CheckedEnvironment<z.output<S>>> {
  const account = accountOf(functionArn);
  const { data, error } = schema.safeParse(environment);
  const { guards, problems } = await guardsOf(environment.ROLECALL_CONFIG || undefined, account);
  if (error === undefined && guards !== undefined) return { data, guards, account };
  const wrong = (error?.issues ?? []).map((issue) => `${held(issue, environment)}: ${issue.message}`);
  const all = ['The settings are wrong, so nothing was looked at.', ...wrong, ...problems].join('\n');
  throw new WrongSettings(all.replaceAll(SLACK_SECRETS, '…'));
}

/** Somebody may put one into any variable by mistake, and what is thrown is logged. */
const SLACK_SECRETS =
  /xox[\w.]*-[\w-]+|https?:\/\/hooks\.[^\s"]+|(?:services|workflows|triggers)\/[TE]\w+\/\w+\/[^\s"']+|T\w*\d\w*\/B\w*\d\w*\/[^\s"']+/gi;

/** What is wrong may be shown, but where a secret may have been put by mistake. */
function held(issue: z.core.$ZodIssue, environment: Environment): string {
  const name = String(issue.path[0]);
  const value = environment[name];
  if (!value) return `${name} is not set`;
  const isUnshown = issue.code === 'custom' && issue.params?.isUnshown === true;
  return isUnshown ? `${name} is set to something else` : `${name} is ${JSON.stringify(printable(value.slice(0, 200)))}`;
}

/** @throws {WrongSettings} */
function accountOf(functionArn: string): SpecContext {
  const [, partition, region, accountId] = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:/.exec(functionArn) ?? [];
  if (partition !== undefined && region !== undefined && accountId !== undefined) return { partition, region, accountId };
  throw new WrongSettings(`${printable(functionArn.slice(0, 200))} is no ARN of a Lambda function, so the account is not known.`);
}
