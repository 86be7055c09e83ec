import * as z from 'zod/mini';
import { s3PlaceOf } from '../adapters/s3/s3-place.ts';
import { sourceNameOf } from '../adapters/specs/source-name.ts';

/** One variable; one that is empty counts as not set. @param write what is wrong, and what to write instead */
function variable<T>(write: string, parse: (text: string | undefined) => T | undefined) {
  const parsed = z.transform((value: unknown, context: z.core.ParsePayload): T => {
    const result = parse(typeof value === 'string' && value !== '' ? value : undefined);
    if (result === undefined) context.issues.push({ code: 'custom', message: write, input: value });
    return result as T;
  });
  return z.pipe(z.optional(z.unknown()), parsed);
}

function required<T>(write: string, parse: (text: string) => T | undefined) {
  return variable(write, (text) => (text === undefined ? undefined : parse(text)));
}

function seconds(fallback: number, least: number) {
  const write = `write whole seconds from ${least} to 3600, or leave it out for ${fallback}`;
  return variable(write, (text = String(fallback)) =>
    /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= 3600 ? Number(text) : undefined,
  );
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

function listOf(isOne: (text: string) => boolean): (text: string) => readonly string[] | undefined {
  return (text) => {
    const items = text.split(',').map((item) => item.trim());
    return items.every(isOne) ? items : undefined;
  };
}

function isSource(name: string): boolean {
  try {
    return name !== '' && sourceNameOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The environment's variables; each problem is what to write. */
export const variables = z.object({
  ROLECALL_SPECS: required(
    'write where specs lie, separated by commas, as in s3://BUCKET/roles,ssm:/rolecall/roles',
    listOf(isSource),
  ),
  ROLECALL_STATE: required('write where the state lies, as in s3://BUCKET/controller', s3PlaceOf),
  ROLECALL_QUEUE_URL: required(
    'write the URL of the queue that wakes this function, as in https://sqs.REGION.amazonaws.com/ACCOUNT/rolecall',
    matching(/^https?:\/\/[^\s/]+\/\S+$/),
  ),
  ROLECALL_KILL_SWITCH: required(
    'write the name of the SSM parameter that holds the kill switch, as in /rolecall/kill-switch',
    matching(/^\/?[\w./-]{1,1011}$/),
  ),
  ROLECALL_OWN_ROLES: required(
    "write patterns of the ARNs of this deployment's own roles, separated by commas, as in arn:aws:iam::ACCOUNT:role/rolecall/*",
    listOf((pattern) => /^arn:[^:]+:iam::[^:]+:role\/\S+$/.test(pattern)),
  ),
  ROLECALL_OWN_ROLE_ARN: required(
    'write the ARN of the role of this function, as in arn:aws:iam::ACCOUNT:role/rolecall/rolecall-reconcile',
    matching(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/),
  ),
  ROLECALL_SETTLING_SECONDS: seconds(120, 0),
  ROLECALL_LEASE_SECONDS: seconds(300, 30),
});

export type Variables = z.output<typeof variables>;
