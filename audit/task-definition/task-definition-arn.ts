/** What a task definition's ARN says. */
export interface TaskDefinitionArn {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly family: string;
  readonly revision: number;
}

const ARN = /^arn:(aws[a-z-]*):ecs:([a-z0-9-]+):(\d{12}):task-definition\/([^/:]+):([1-9]\d{0,9})$/;

/** `undefined` if it is none. */
export function parseTaskDefinitionArn(arn: string): TaskDefinitionArn | undefined {
  const [, partition, region, accountId, family, revision] = ARN.exec(arn) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined || family === undefined) return undefined;
  return { partition, region, accountId, family, revision: Number(revision) };
}
