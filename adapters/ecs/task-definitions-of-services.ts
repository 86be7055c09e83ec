import {
  DescribeServicesCommand,
  type ECSClient,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs';

/** DescribeServices takes at most ten. */
const SERVICES_PER_CALL = 10;

/**
 * The ARNs of the task definitions that a region's services run, whatever their age, each once.
 * @throws if a page cannot be read or a service is not described: unreadable is not unused.
 */
export async function taskDefinitionsOfServices(client: ECSClient): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const page of paginateListClusters({ client }, {})) {
    for (const cluster of page.clusterArns ?? []) {
      for (const arn of await taskDefinitionsOfCluster(client, cluster)) found.add(arn);
    }
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
