import type { IamApi } from '../iam/api.ts';
import { type IamError, isIamError } from '../iam/errors.ts';
import type { Clock } from './ports.ts';
import type { Action, ActionCall } from './types.ts';

export type Performed =
  | { readonly result: 'done'; readonly actions: readonly Action[] }
  /** The world moved while we wrote: read again, plan again. */
  | { readonly result: 'moved'; readonly actions: readonly Action[]; readonly error: IamError }
  | { readonly result: 'failed'; readonly actions: readonly Action[]; readonly error: IamError };

/** Seconds to wait before another try, for what IAM needs a while to see: a principal or a role created moments ago. */
const WAITS_IN_SECONDS = [1, 2, 4, 8, 16];

/** Makes the calls one after the other and stops at the first that fails. */
export async function perform(iam: IamApi, clock: Clock, calls: readonly ActionCall[]): Promise<Performed> {
  const actions: Action[] = [];
  const fresh = calls.some(({ call }) => call === 'CreateRole');
  for (const [index, call] of calls.entries()) {
    const error = await tryCall(iam, clock, call, fresh);
    if (error === undefined) {
      actions.push({ ...call, outcome: 'done' });
      continue;
    }
    actions.push(
      { ...call, outcome: 'failed' },
      ...calls.slice(index + 1).map((rest): Action => ({ ...rest, outcome: 'skipped' })),
    );
    return { result: error.kind === 'conflict' ? 'moved' : 'failed', actions, error };
  }
  return { result: 'done', actions };
}

async function tryCall(iam: IamApi, clock: Clock, action: ActionCall, fresh: boolean): Promise<IamError | undefined> {
  for (const seconds of [...WAITS_IN_SECONDS, 0]) {
    const error = await failureOf(iam, action);
    if (error === undefined || isAlreadyGone(action, error)) return undefined;
    if (seconds === 0 || !isNotYetVisible(error, fresh)) return error;
    await clock.sleep(seconds * 1000);
  }
  return undefined;
}

async function failureOf(iam: IamApi, action: ActionCall): Promise<IamError | undefined> {
  try {
    await iam.call(action.call, action.input);
    return undefined;
  } catch (error) {
    if (isIamError(error)) return error;
    throw error;
  }
}

const REMOVALS: readonly string[] = [
  'DetachRolePolicy',
  'DeleteRolePolicy',
  'DeleteRolePermissionsBoundary',
  'UntagRole',
  'DeleteRole',
];

/** What is to be removed and is not there is removed, for example by a call whose answer was lost; a role that is gone is another matter. */
function isAlreadyGone({ call }: ActionCall, { kind, message }: IamError): boolean {
  const roleIsGone = /\brole with name\b|^Role \S+ not found/i.test(message);
  return kind === 'absent' && REMOVALS.includes(call) && (call === 'DeleteRole' || !roleIsGone);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency */
function isNotYetVisible({ kind, code, message }: IamError, fresh: boolean): boolean {
  return code === 'MalformedPolicyDocument' ? kind === 'transient' : fresh && kind === 'absent' && /\brole\b/i.test(message);
}
