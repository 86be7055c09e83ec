import * as z from 'zod/mini';
import { type S3Place, s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import type { AuditSettings as Audit } from '../../controller/audit/state/store-ports.ts';
import { isRegionName } from '../../iam/region-name.ts';
import { checkedEnvironment, type Environment } from '../environment/checked-environment.ts';
import { sources } from '../environment/source-variable.ts';
import { listOf, matching, required, seconds, variable } from '../environment/variable.ts';

/** All that is set from outside. */
export interface AuditSettings extends Audit {
  /** Where specs come from: `s3://bucket/prefix`, `ssm:/path`, folders. */
  readonly specs: readonly string[];
  /** Where results, their index and the audit's caches lie. */
  readonly audits: S3Place;
  readonly queueUrl: string;
}

/** Seconds that a queue can hold a message back. */
const LONGEST_DELAY = 900;

const variables = z.object({
  ROLECALL_SPECS: sources,
  ROLECALL_AUDITS: required('write where audits are kept, as in s3://BUCKET/audits', s3PlaceOf),
  ROLECALL_AUDIT_QUEUE_URL: required(
    'write the URL of the queue that wakes this function, as in https://sqs.REGION.amazonaws.com/ACCOUNT/rolecall-audits',
    matching(/^https?:\/\/[^\s/]+\/\S+$/),
  ),
  ROLECALL_AUDIT_REGIONS: variable(
    'write the further regions whose task definitions are swept, separated by commas, as in us-east-1,eu-west-1, or leave it out',
    (text) => (text === undefined ? [] : listOf(isRegionName)(text)),
  ),
  ROLECALL_SECOND_LOOK_SECONDS: seconds(120, 0, LONGEST_DELAY),
});

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function readAuditSettings(environment: Environment, functionArn: string): Promise<AuditSettings> {
  const { data, guards, account } = await checkedEnvironment(variables, environment, functionArn);
  return {
    account,
    guards,
    regions: [...new Set([account.region ?? '', ...data.ROLECALL_AUDIT_REGIONS])],
    specs: data.ROLECALL_SPECS,
    audits: data.ROLECALL_AUDITS,
    queueUrl: data.ROLECALL_AUDIT_QUEUE_URL,
    secondLookSeconds: data.ROLECALL_SECOND_LOOK_SECONDS,
  };
}
