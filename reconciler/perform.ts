import type { IamApi } from '../iam/api.ts';
import { type IamError, isIamError } from '../iam/errors.ts';
import type { Clock, Run } from './ports.ts';
import type { Action, ActionCall, Reason } from './types.ts';

export type Performed =
  | { readonly result: 'done'; readonly actions: readonly Action[] }
  /** The world moved while we wrote: read again, plan again. */
  | { readonly result: 'moved'; readonly actions: readonly Action[]; readonly error: IamError }
  | { readonly result: 'failed'; readonly actions: readonly Action[]; readonly error: IamError }
  /** Told to stop: what was not called yet is deferred. */
  | { readonly result: 'halted'; readonly actions: readonly Action[]; readonly reason: Reason };

/** What calls are made with. */
export interface Hands {
  readonly iam: IamApi;
  readonly clock: Clock;
  /** Asked before every call; a reason stops there. */
  readonly halt: Halt | undefined;
}

export type Halt = NonNullable<Run['halt']>;

type Tried = { readonly error: IamError } | { readonly halted: Reason } | undefined;

/** Seconds to wait before another try, for what IAM needs a while to see: a principal or a role created moments ago. */
const WAITS_IN_SECONDS = [1, 2, 4, 8, 16];
const STEP_IN_SECONDS = 2;

/** Makes the calls one after the other and stops at the first that fails, or as soon as it is told to. */
export async function perform(hands: Hands, calls: readonly ActionCall[]): Promise<Performed> {
  const done: Action[] = [];
  const isNew = calls.some(({ call }) => call === 'CreateRole');
  for (const [index, call] of calls.entries()) {
    const tried = await tryCall(hands, call, isNew);
    if (tried !== undefined) return stoppedAt(tried, done, call, calls.slice(index + 1));
    done.push({ ...call, outcome: 'done' });
  }
  return { result: 'done', actions: done };
}

function stoppedAt(tried: NonNullable<Tried>, done: readonly Action[], call: ActionCall, left: readonly ActionCall[]): Performed {
  const rest = (outcome: Action['outcome']) => left.map((each): Action => ({ ...each, outcome }));
  if ('halted' in tried) {
    return { result: 'halted', actions: [...done, { ...call, outcome: 'deferred' }, ...rest('deferred')], reason: tried.halted };
  }
  const actions: Action[] = [...done, { ...call, outcome: 'failed' }, ...rest('skipped')];
  return { result: tried.error.kind === 'conflict' ? 'moved' : 'failed', actions, error: tried.error };
}

async function tryCall({ iam, clock, halt }: Hands, action: ActionCall, isNew: boolean): Promise<Tried> {
  for (const seconds of [...WAITS_IN_SECONDS, 0]) {
    const halted = await halt?.('call');
    if (halted !== undefined) return { halted };
    const error = await failureOf(iam, action);
    if (error === undefined || isAlreadyGone(action, error)) return undefined;
    if (seconds === 0 || !isNotYetVisible(error, isNew)) return { error };
    const haltedMeanwhile = await pause({ clock, halt }, seconds);
    if (haltedMeanwhile !== undefined) return { halted: haltedMeanwhile };
  }
  return undefined;
}

/** Waits in short steps: a long one might end only after the run was cut off. */
async function pause({ clock, halt }: Pick<Hands, 'clock' | 'halt'>, seconds: number): Promise<Reason | undefined> {
  for (let left = seconds; ; left -= STEP_IN_SECONDS) {
    await clock.sleep(Math.min(left, STEP_IN_SECONDS) * 1000);
    if (left <= STEP_IN_SECONDS) return undefined;
    const halted = await halt?.('call');
    if (halted !== undefined) return halted;
  }
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
