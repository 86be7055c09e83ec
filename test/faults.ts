import type { EmbeddedAccount } from '../iam/account/embedded-account.ts';
import { type IamApi, type IamCall, type IamCalls, WRITE_CALLS } from '../iam/api.ts';
import { IamError } from '../iam/errors.ts';

/** One call as it was made; `count` is how many calls were made by then, this one included. */
export interface MadeCall {
  readonly call: IamCall;
  readonly input: IamCalls[IamCall]['input'];
  readonly count: number;
}

/** The process is gone: not an answer of IAM, so nothing may catch it. */
export class Death extends Error {}

/** Whether a call changes the account. */
export function isWrite(call: IamCall): boolean {
  return (WRITE_CALLS as readonly IamCall[]).includes(call);
}

/** The port with something done around every call: the base of all faults. */
export function around(
  api: IamApi,
  does: (made: MadeCall, proceed: () => Promise<IamCalls[IamCall]['output']>) => Promise<IamCalls[IamCall]['output']>,
): IamApi {
  let count = 0;
  return {
    call: async <C extends IamCall>(call: C, input: IamCalls[C]['input']) => {
      count += 1;
      return (await does({ call, input, count }, () => api.call(call, input))) as IamCalls[C]['output'];
    },
  };
}

/** Rejects the calls for which `faultOf` gives an error, before they take effect. */
export function failing(api: IamApi, faultOf: (made: MadeCall) => Error | undefined): IamApi {
  return around(api, async (made, proceed) => {
    const fault = faultOf(made);
    if (fault !== undefined) throw fault;
    return proceed();
  });
}

/**
 * Dies after so many calls; every later call finds the process dead.
 * @param when `before`: the next call never reaches IAM; `after`: it takes effect, and its answer is lost with the process
 */
export function dyingAfter(api: IamApi, calls: number, when: 'before' | 'after' = 'before'): IamApi {
  return around(api, async ({ call, count }, proceed) => {
    if (count <= calls) return proceed();
    if (when === 'after' && count === calls + 1) await proceed().catch(() => undefined);
    throw new Death(`dead at ${call}, call ${count}`);
  });
}

/** Like `dyingAfter`, counting writes only. */
export function dyingAfterWrites(api: IamApi, writes: number, when: 'before' | 'after' = 'before'): IamApi {
  const mortal = dyingAfter(api, writes, when);
  let dead = false;
  return around(api, async ({ call, input }, proceed) => {
    if (dead) throw new Death(`dead before ${call}`);
    if (!isWrite(call)) return proceed();
    return mortal.call(call, input).catch((error: unknown) => {
      dead = error instanceof Death;
      throw error;
    });
  });
}

/** The calls that match take effect, but their answer never arrives. */
export function losingResponses(api: IamApi, matches: (made: MadeCall) => boolean): IamApi {
  return around(api, async (made, proceed) => {
    const answer = await proceed();
    if (matches(made)) throw new IamError('RequestTimeout', 'The answer was lost.', made.call);
    return answer;
  });
}

/** Every k-th call is throttled. */
export function throttlingEvery(api: IamApi, k: number): IamApi {
  return failing(api, ({ call, count }) => (count % k === 0 ? new IamError('Throttling', 'Rate exceeded', call) : undefined));
}

/** Refuses these calls, as missing permissions do. */
export function refusing(api: IamApi, calls: readonly IamCall[], code = 'AccessDenied'): IamApi {
  return failing(api, ({ call }) =>
    calls.includes(call) ? new IamError(code, `User is not authorized to perform: iam:${call}`, call) : undefined,
  );
}

/** The nth page of a list, from 1, cannot be read. */
export function failingPage(api: IamApi, list: IamCall, page: number, code = 'ServiceFailure'): IamApi {
  let read = 0;
  return failing(api, ({ call }) => {
    if (call !== list) return undefined;
    read += 1;
    return read === page ? new IamError(code, 'An error occurred.', call) : undefined;
  });
}

/** Reads see the account as it was so many writes ago; writes go to the account as it is. */
export function staleReads(account: EmbeddedAccount, writesBehind: number): IamApi {
  const past = [account.copy()];
  return around(account, async ({ call, input }, proceed) => {
    if (!isWrite(call)) return (past[0] ?? account).call(call, input);
    const answer = await proceed();
    past.push(account.copy());
    while (past.length > writesBehind + 1) past.shift();
    return answer;
  });
}

export interface Recording extends IamApi {
  readonly calls: readonly MadeCall[];
  /** How often each call was made. */
  counts(): Partial<Record<IamCall, number>>;
  writes(): readonly MadeCall[];
}

/** Remembers every call, also those that failed. */
export function recording(api: IamApi): Recording {
  const calls: MadeCall[] = [];
  const recorded = around(api, async (made, proceed) => {
    calls.push(made);
    return proceed();
  });
  return {
    call: (call, input) => recorded.call(call, input),
    calls,
    counts: () => {
      const counts: Partial<Record<IamCall, number>> = {};
      for (const { call } of calls) counts[call] = (counts[call] ?? 0) + 1;
      return counts;
    },
    writes: () => calls.filter(({ call }) => isWrite(call)),
  };
}
