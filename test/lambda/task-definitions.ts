import { randomUUID } from 'node:crypto';
import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput, type TaskDefinition } from '@aws-sdk/client-ecs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { serverAddress } from './account.ts';
import { clientsOf, REGION } from './aws/clients.ts';
import { namesBelow, placeOf, readText, versionsOf } from './aws/objects.ts';
import { iamCall, janeIn } from './events.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;
type Registered = Partial<RegisterTaskDefinitionCommandInput>;

/** A task definition with a secret among its environment's values, which must not appear anywhere. */
const CONTAINERS = [
  { name: 'app', image: 'public.ecr.aws/nginx/nginx:1', memory: 128, environment: [{ name: 'TOKEN', value: 'hunter2' }] },
];

/** Somebody registers a task definition; the server tells the event bus of nothing. */
export async function register(world: World, family: string, more: Registered = {}, region = REGION): Promise<TaskDefinition> {
  const { ecs } = clientsOf(serverAddress(), world.accountId, region);
  const input = { family, containerDefinitions: CONTAINERS, requiresCompatibilities: ['EC2' as const], ...more };
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(input));
  ecs.destroy();
  if (taskDefinition === undefined) throw new Error('the server registered nothing');
  return taskDefinition;
}

/** The detail of an event that tells of one call to ECS. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html */
export function ecsCall(world: World, eventName: string, about: Json): Json {
  const detail = iamCall(eventName, null, janeIn(world.accountId));
  return { ...detail, eventSource: 'ecs.amazonaws.com', eventID: randomUUID(), ...about };
}

/** What CloudTrail records of a registration. */
export function registration(world: World, taskDefinition: TaskDefinition): Json {
  const { family, containerDefinitions, taskDefinitionArn = '' } = taskDefinition;
  const requestParameters = { family, containerDefinitions };
  return ecsCall(world, 'RegisterTaskDefinition', {
    awsRegion: taskDefinitionArn.split(':')[3],
    requestParameters,
    responseElements: { taskDefinition },
  });
}

/** Puts it on the home region's bus, as CloudTrail does, or the forwarder of another region. */
export async function tellEcs({ clients }: World, detail: Json): Promise<void> {
  const entry = { Source: 'aws.ecs', DetailType: 'AWS API Call via CloudTrail', Detail: JSON.stringify(detail) };
  await clients.events.send(new PutEventsCommand({ Entries: [entry] }));
}

/** What the audit put into the bucket, its caches left out. */
export function audits({ clients: { s3 }, stack }: World) {
  const place = placeOf(stack.audit.environment.ROLECALL_AUDITS);
  return {
    names: async () => (await namesBelow(s3, place)).filter((name) => !name.startsWith('cache/')),
    read: async (name: string): Promise<StoredAudit> => JSON.parse(await readText(s3, place, name)),
    versions: (name: string) => versionsOf(s3, place, name),
  };
}
