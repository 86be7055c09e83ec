import { isObject, type JsonObject, shown } from '../../iam/policy/reading.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { GivenDefinition } from './definition.ts';
import { type OverridingCall, overridingCall } from './role-overrides.ts';
import { isFailed, placeOf, registeredDefinition, type TrailRecord } from './trail-record.ts';
import { kindOf, UnfitValue } from './unfit-value.ts';

/** What one value holds. */
export interface Found {
  readonly definitions: readonly GivenDefinition[];
  readonly calls: readonly FoundCall[];
}

export interface FoundCall extends OverridingCall {
  /** JSON pointer to its record. */
  readonly pointer: string;
  /** Whether it stands in a log file, which need not hold the task definition as well. */
  readonly inLog: boolean;
}

export const FORMS =
  "Give a task definition as JSON: the input of aws ecs register-task-definition, the output of aws ecs describe-task-definition, CloudTrail's record of RegisterTaskDefinition, or a list of these";

/**
 * Task definitions and calls with other roles, by the form of the value.
 * @throws {UnfitValue} if the value, or one of the list's, has none of the forms.
 */
export function find(value: unknown, context: SpecContext): Found {
  if (!Array.isArray(value)) return findInValue(value, '', context);
  return join(value.map((entry: unknown, index) => findInValue(entry, `/${index}`, context)));
}

function findInValue(value: unknown, pointer: string, context: SpecContext): Found {
  if (!isObject(value)) throw new UnfitValue(`${placeOf(pointer)} is no task definition but ${kindOf(value)}. ${FORMS}`);
  const { taskDefinition, Records: records, detail } = value;
  if (isObject(taskDefinition)) return bare(taskDefinition, `${pointer}/taskDefinition`, context);
  if ('containerDefinitions' in value || 'family' in value) return bare(value, pointer, context);
  if (Array.isArray(records)) return findInLog(records, `${pointer}/Records`, context);
  if (isObject(detail)) return findInRecord({ value: detail, pointer: `${pointer}/detail` }, context);
  if ('eventName' in value) return findInRecord({ value, pointer }, context);
  throw new UnfitValue(`${placeOf(pointer)} ${otherForm(value)}. ${FORMS}`);
}

/** What people have at hand beside task definitions. */
function otherForm(value: JsonObject): string {
  if ('Resources' in value) return 'is a template of CloudFormation, whose references are not filled in';
  if ('ContainerDefinitions' in value || 'Family' in value)
    return 'is spelt as CloudFormation spells it, ContainerDefinitions, where ECS has containerDefinitions';
  if ('planned_values' in value || 'resource' in value) return 'is written for Terraform';
  if ('image' in value) return 'is a container, which belongs under containerDefinitions beside a family';
  return 'holds no task definition';
}

function bare(value: JsonObject, pointer: string, context: SpecContext): Found {
  return { definitions: [{ value, pointer, context, registeredBy: null }], calls: [] };
}

/** A log file records what else went on in the account, and what failed: no mistake of whoever gives it. */
function findInLog(records: readonly unknown[], pointer: string, context: SpecContext): Found {
  const all = records.flatMap((value, index) => (isObject(value) ? [{ value, pointer: `${pointer}/${index}` }] : []));
  const { definitions, calls } = join(all.filter(isOfUse).map((record) => findInRecord(record, context)));
  return { definitions, calls: calls.map((call) => ({ ...call, inLog: true })) };
}

function isOfUse({ value }: TrailRecord): boolean {
  return !isFailed(value) && (value.eventName === 'RegisterTaskDefinition' || overridingCall(value) !== null);
}

function findInRecord(record: TrailRecord, context: SpecContext): Found {
  const { value, pointer } = record;
  if (value.eventName === 'RegisterTaskDefinition') return { definitions: [registeredDefinition(record, context)], calls: [] };
  const call = overridingCall(value);
  if (call !== null) return { definitions: [], calls: [{ ...call, pointer, inLog: false }] };
  throw new UnfitValue(`${placeOf(pointer)} is a record of ${callOf(value)}, which holds no task definition. ${FORMS}`);
}

function callOf({ eventName }: JsonObject): string {
  return typeof eventName === 'string' ? shown(eventName) : 'no call';
}

function join(found: readonly Found[]): Found {
  return { definitions: found.flatMap(({ definitions }) => definitions), calls: found.flatMap(({ calls }) => calls) };
}
