import * as z from 'zod/mini';
import { s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import { sources } from '../environment/source-variable.ts';
import { listOf, matching, required, seconds } from '../environment/variable.ts';

/** The environment's variables; each problem is what to write. */
export const variables = z.object({
  ROLECALL_SPECS: sources,
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
