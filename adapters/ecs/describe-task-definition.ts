import { DescribeTaskDefinitionCommand, type ECSClient, type TaskDefinition } from '@aws-sdk/client-ecs';
import pLimit from 'p-limit';

/** ECS throttles DescribeTaskDefinition early; four at a time stay below it. */
const atOnce = pLimit(4);

/**
 * @param reference `family` for its newest active revision, `family:revision`, or an ARN
 * @throws whatever ECS answers but a description.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
 */
export function describeTaskDefinition(client: ECSClient, reference: string): Promise<TaskDefinition> {
  return atOnce(async () => {
    const { taskDefinition } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: reference }));
    if (taskDefinition === undefined) throw new Error(`ECS did not describe the task definition ${reference}.`);
    return taskDefinition;
  });
}
