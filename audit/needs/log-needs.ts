import { partitionOfRegion } from '../../specs/grants/images.ts';
import { quote } from '../../specs/reading/suggestion.ts';
import type { Container, LogConfiguration, TaskDefinition } from '../task-definition/types.ts';
import type { Need, NeededRequest, Needs } from '../types.ts';
import { unverified, wanted } from './wanted.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const GROUP_NAME = /^[\w./#-]{1,512}$/;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
const STREAM_NAME = /^[^:*?${}<>]+$/;

/** What the log driver takes for true: https://pkg.go.dev/strconv#ParseBool */
const TRUE = /^(?:1|t|T|true|True|TRUE)$/;

/**
 * What the log driver awslogs needs; the other drivers are containers' own affair.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function logNeeds(container: Container, { context }: TaskDefinition): Needs[] {
  const { logConfiguration: log, name } = container;
  if (log?.driver !== 'awslogs') return [];
  const { 'awslogs-group': group, 'awslogs-region': region = context.region } = log.options;
  const path = `${log.path}/options/awslogs-group`;
  if (group === undefined || !GROUP_NAME.test(group))
    return [unverified('execution', group === undefined ? log.path : path, noGroup(name, group))];
  if (region === undefined || !isRegion(region, context.partition))
    return [unverified('execution', log.path, noRegion(name, region, context.partition))];
  const isCreated = TRUE.test(log.options['awslogs-create-group'] ?? '');
  const purpose = isCreated ? `create the log group ${group} and write to it` : `write to the log group ${group}`;
  const need = isCreated ? 'createdLogGroups' : 'logGroups';
  const found = wanted({ need, value: group, origin: path, use: 'execution', purpose }, { ...context, region });
  return [{ ...found, needs: found.needs.map((each) => ({ ...each, requests: logRequests(each, streams(container, log)) })) }];
}

function isRegion(region: string, partition: string): boolean {
  return /^[a-z]+(?:-[a-z0-9]+)+$/.test(region) && partitionOfRegion(region) === partition;
}

function logRequests({ resource, requests }: Need, stream: string): NeededRequest[] {
  const group = resource.replace(/:\*$/, '');
  return requests.map((request) =>
    request.action === 'logs:CreateLogGroup'
      ? // IAM has been seen to ask for a group that is to be created as for a stream without a name.
        { ...request, resource: `${group}:log-stream:`, isPattern: false, otherForm: group }
      : { ...request, resource: `${group}:log-stream:${stream}`, isPattern: true },
  );
}

/** A stream's name is PREFIX/CONTAINER/TASK; without a prefix it is what Docker calls the container. */
function streams({ name }: Container, { options }: LogConfiguration): string {
  const prefix = options['awslogs-stream-prefix'];
  return prefix !== undefined && STREAM_NAME.test(prefix) ? `${prefix}/${name}/*` : '*';
}

function noGroup(container: string, group: string | undefined): string {
  const what = group === undefined ? 'names no log group' : `names the log group ${quote(group)}, which is no log group's name`;
  return `The log configuration of the container ${container} ${what}, so where its logs go is not known; set awslogs-group`;
}

function noRegion(container: string, region: string | undefined, partition: string): string {
  const what =
    region === undefined
      ? 'names no region'
      : `names the region ${quote(region)}, which is no region of the partition ${partition}`;
  return `The log configuration of the container ${container} ${what}, so where its log group lies is not known; set awslogs-region`;
}
