import { isObject, type JsonObject, shown } from '../../iam/policy/reading.ts';
import { partitionOfRegion } from '../../specs/grants/images.ts';
import type { SpecContext } from '../../specs/types.ts';
import { type GivenDefinition, visibleText } from './definition.ts';
import { UnfitValue } from './unfit-value.ts';

/** A record of CloudTrail, and where it stands in what was given. */
export interface TrailRecord {
  readonly value: JsonObject;
  /** JSON pointer to it. */
  readonly pointer: string;
}

/**
 * The task definition that a record of RegisterTaskDefinition holds: as ECS answered, else as it was asked for.
 * @throws {UnfitValue} if the call failed, or CloudTrail left both out.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function registeredDefinition({ value, pointer }: TrailRecord, context: SpecContext): GivenDefinition {
  if (isFailed(value))
    throw new UnfitValue(`${placeOf(pointer)} records a call that failed (${codeOf(value)}): it registered nothing`);
  const around = { context: contextOf(value, context), registeredBy: visibleText(objectAt(value, 'userIdentity').arn) };
  const { taskDefinition } = objectAt(value, 'responseElements');
  if (isObject(taskDefinition))
    return { value: taskDefinition, pointer: `${pointer}/responseElements/taskDefinition`, ...around };
  if (isObject(value.requestParameters))
    return { value: value.requestParameters, pointer: `${pointer}/requestParameters`, ...around };
  throw new UnfitValue(
    `${placeOf(pointer)} records RegisterTaskDefinition without the task definition: CloudTrail hides it, or leaves it out when it is larger than 100 KB`,
  );
}

/** Whether AWS refused the call. */
export function isFailed(record: JsonObject): boolean {
  return ![undefined, null, ''].includes(record.errorCode as string);
}

/** The object under a key; an empty one where there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

/** What a problem calls the place. */
export function placeOf(pointer: string): string {
  return pointer === '' ? 'It' : pointer;
}

function codeOf({ errorCode }: JsonObject): string {
  return (
    visibleText(errorCode)
      ?.replace(/[^\w.:-]/g, '')
      .slice(0, 80) || shown(errorCode)
  );
}

/** Where the call was made, as far as the record says. */
function contextOf(record: JsonObject, context: SpecContext): SpecContext {
  const region = matching(record.awsRegion, /^[a-z]{2,8}(-[a-z0-9]{1,16}){1,4}$/);
  const identity = objectAt(record, 'userIdentity');
  const accounts = [record.recipientAccountId, identity.accountId].map((account) => matching(account, /^\d{12}$/));
  return {
    accountId: accounts.find((account) => account !== undefined) ?? context.accountId,
    partition: region === undefined ? context.partition : partitionOfRegion(region),
    region: region ?? context.region,
  };
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
