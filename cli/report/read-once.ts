import { type IamApi, type IamCall, WRITE_CALLS } from '../../iam/api.ts';

function isWrite(call: IamCall): boolean {
  return (WRITE_CALLS as readonly IamCall[]).includes(call);
}

/**
 * Makes each reading call once, however many ask, and gives all of them its answer or its failure: what is compared and
 * what is audited is the account of one moment. For a run that writes nothing.
 */
export function readOnce(iam: IamApi): IamApi {
  const answers = new Map<string, unknown>();
  return {
    call: (call, input) => {
      if (isWrite(call)) return iam.call(call, input);
      const key = JSON.stringify([call, input]);
      const answer = (answers.get(key) as ReturnType<typeof iam.call<typeof call>> | undefined) ?? iam.call(call, input);
      answers.set(key, answer);
      return answer;
    },
  };
}
