import type { IamApi } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import type { ObservedRole } from '../../iam/role.ts';
import type { Guards } from '../../specs/types.ts';
import type { TaskDefinitions } from '../ports.ts';
import { instanceProfilesOf } from '../reading/read-role.ts';
import type { Reason } from '../types.ts';
import { ownershipOf } from './owner.ts';

const UNUSED_DAYS = 7;
const DAY_IN_MILLISECONDS = 86_400_000;

export interface DeletionInquiry {
  readonly iam: IamApi;
  readonly taskDefinitions: TaskDefinitions;
  readonly now: Date;
  readonly guards: Guards;
}

/** Everything that stands against deleting a role that its spec declares absent; what cannot be found out stands against it too. */
export async function deletionBlockers(
  role: ObservedRole,
  { iam, taskDefinitions, now, guards }: DeletionInquiry,
): Promise<readonly Reason[]> {
  if (ownershipOf(role.tags, guards.owner) !== 'ours') return [blocked(NOT_OURS)];
  const answers = await Promise.all([
    Promise.resolve(guards.allowDeletion ? undefined : NOT_ALLOWED),
    instanceProfileUse(role, iam),
    Promise.resolve(recentUse(role, now)),
    taskUse(role, taskDefinitions),
  ]);
  return answers.filter((answer) => answer !== undefined).map(blocked);
}

function blocked(message: string): Reason {
  return { code: 'DeletionBlocked', message: `The role is not deleted: ${message}` };
}

const NOT_OURS = 'it does not carry our owner tag, and only what is ours is ever deleted.';
const NOT_ALLOWED = 'the guards do not allow it. Write allowDeletion: true in rolecall.yml.';

async function instanceProfileUse({ name }: ObservedRole, iam: IamApi): Promise<string | undefined> {
  try {
    const [profile] = await instanceProfilesOf(iam, name);
    return profile === undefined ? undefined : `the instance profile ${profile} holds it. Remove it there first.`;
  } catch (error) {
    if (!isIamError(error)) throw error;
    return `its instance profiles could not be read (${error.message}).`;
  }
}

function recentUse({ lastUsedAt }: ObservedRole, now: Date): string | undefined {
  if (lastUsedAt === undefined) return 'it is not known when it was last used.';
  if (lastUsedAt === null) return undefined;
  const days = (now.getTime() - lastUsedAt.getTime()) / DAY_IN_MILLISECONDS;
  return days < UNUSED_DAYS
    ? `it was last used on ${lastUsedAt.toISOString().slice(0, 10)}; it must be unused for ${UNUSED_DAYS} days.`
    : undefined;
}

async function taskUse({ arn, name }: ObservedRole, taskDefinitions: TaskDefinitions): Promise<string | undefined> {
  try {
    const inUse = await taskDefinitions.rolesInUse();
    if (inUse === undefined)
      return 'it is not known which task definitions name it. Only a live account and a rolecall snapshot can tell.';
    return inUse.has(arn) || inUse.has(name)
      ? 'a current task definition names it. Register a revision without it first.'
      : undefined;
  } catch (error) {
    return `the task definitions could not be read (${error instanceof Error ? error.message : String(error)}).`;
  }
}
