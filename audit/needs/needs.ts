import type { TaskDefinition, UnreadPart } from '../task-definition/types.ts';
import type { Needs, RoleOverrides, RoleUse } from '../types.ts';
import { containerNeeds } from './container-needs.ts';
import { imageNeeds } from './image-needs.ts';
import { logNeeds } from './log-needs.ts';
import { mergeNeeds } from './merge.ts';
import { volumeNeeds } from './volume-needs.ts';
import { unverified } from './wanted.ts';

/**
 * What the two roles of a task definition must allow for its tasks to start and mount what they mount, and what cannot be told.
 * Container instances without an execution role pull images and write logs with the instance's role, which is none of these.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function needsOf(definition: TaskDefinition, overrides: RoleOverrides | null): Needs {
  const { containers, volumes, unread } = definition;
  const byExecutionRole = [imageNeeds, logNeeds].map((needs) => (usesExecutionRole(definition, overrides) ? needs : () => []));
  return mergeNeeds([
    ...containers.flatMap((container) => byExecutionRole.flatMap((needs) => needs(container, definition))),
    ...containers.flatMap((container) => containerNeeds(container, definition)),
    ...volumes.flatMap((volume) => volumeNeeds(volume, definition)),
    ...unread.map(unreadNeed),
  ]);
}

/** Whether images are pulled and logs are written by the execution role: elsewhere than on an instance, always. */
function usesExecutionRole({ executionRole, launchTypes }: TaskDefinition, overrides: RoleOverrides | null): boolean {
  if (executionRole !== null || (overrides?.executionRole ?? null) !== null) return true;
  return launchTypes?.some((type) => type !== 'EC2') ?? false;
}

function unreadNeed({ path, reason }: UnreadPart): Needs {
  return unverified(useOf(path), path, `What the task needs for ${path} is not known: ${reason}`);
}

function useOf(path: string): RoleUse {
  return path.startsWith('/taskRoleArn') || (path.startsWith('/volumes') && !path.includes('/fsx')) ? 'task' : 'execution';
}
