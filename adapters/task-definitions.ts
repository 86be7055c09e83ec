import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  paginateListClusters,
  paginateListServices,
  paginateListTaskDefinitionFamilies,
  type Service,
} from '@aws-sdk/client-ecs';
import pLimit from 'p-limit';

/** ECS throttles DescribeTaskDefinition early; four at a time stay below it. */
const atOnce = pLimit(4);

/** DescribeServices takes at most ten. */
const SERVICES_PER_CALL = 10;

/**
 * The roles, as ARN or name, that a region's current task definitions name: the newest active revision of every
 * family, and whatever services run. Every page is read and any failure rejects: unreadable is not unused.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
 */
export async function rolesInUse(client: ECSClient): Promise<ReadonlySet<string>> {
  const current = new Set([...(await activeFamilies(client)), ...(await taskDefinitionsOfServices(client))]);
  const roles = await Promise.all([...current].map((taskDefinition) => atOnce(() => rolesOf(client, taskDefinition))));
  return new Set(roles.flat());
}

async function rolesOf(client: ECSClient, nameOrArn: string): Promise<string[]> {
  const { taskDefinition } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: nameOrArn }));
  if (taskDefinition === undefined) throw new Error(`ECS did not describe the task definition ${nameOrArn}.`);
  return [taskDefinition.taskRoleArn, taskDefinition.executionRoleArn].filter((role) => role !== undefined);
}

/** A family's bare name stands for its newest active revision. */
async function activeFamilies(client: ECSClient): Promise<string[]> {
  const families: string[] = [];
  for await (const page of paginateListTaskDefinitionFamilies({ client }, { status: 'ACTIVE' }))
    families.push(...(page.families ?? []));
  return families;
}

async function taskDefinitionsOfServices(client: ECSClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListClusters({ client }, {})) {
    for (const cluster of page.clusterArns ?? []) found.push(...(await taskDefinitionsOfCluster(client, cluster)));
  }
  return found;
}

async function taskDefinitionsOfCluster(client: ECSClient, cluster: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListServices({ client, pageSize: SERVICES_PER_CALL }, { cluster })) {
    const services = page.serviceArns ?? [];
    if (services.length > 0) found.push(...(await describedServices(client, cluster, services)).flatMap(taskDefinitionsOf));
  }
  return found;
}

async function describedServices(client: ECSClient, cluster: string, services: string[]): Promise<Service[]> {
  const answer = await client.send(new DescribeServicesCommand({ cluster, services }));
  const [failure] = answer.failures ?? [];
  if (failure !== undefined) throw new Error(`ECS could not describe the service ${failure.arn}: ${failure.reason}.`);
  return answer.services ?? [];
}

/** During a deployment a service runs several. */
function taskDefinitionsOf(service: Service): string[] {
  const running = [service, ...(service.deployments ?? []), ...(service.taskSets ?? [])];
  return running.map(({ taskDefinition }) => taskDefinition).filter((arn) => arn !== undefined);
}
