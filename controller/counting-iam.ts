import type { IamApi, IamCall } from '../iam/api.ts';

/** How often each call was made. */
export type CallCounts = Readonly<Partial<Record<IamCall, number>>>;

/** The port, and what went through it so far. */
export interface CountingIam extends IamApi {
  counts(): CallCounts;
}

/** Counts every call that is asked for, whatever becomes of it. */
export function countingIam(iam: IamApi): CountingIam {
  const counts: Partial<Record<IamCall, number>> = {};
  return {
    call: (call, input) => {
      counts[call] = (counts[call] ?? 0) + 1;
      return iam.call(call, input);
    },
    counts: () => ({ ...counts }),
  };
}
