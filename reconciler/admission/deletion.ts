import type { IamApi } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import { foldName, type ObservedRole } from '../../iam/role.ts';
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

/** A role that was never used may be about to be; and IAM tells of a use hours later. */
function recentUse({ createdAt, lastUsedAt }: ObservedRole, now: Date): string | undefined {
  if (createdAt === undefined || lastUsedAt === undefined) return 'it is not known when it was made or last used.';
  const last = lastUsedAt ?? createdAt;
  const days = (now.getTime() - last.getTime()) / DAY_IN_MILLISECONDS;
  if (days >= UNUSED_DAYS) return undefined;
  const date = last.toISOString().slice(0, 10);
  return `it was ${lastUsedAt === null ? 'made' : 'last used'} on ${date}; it must be unused for ${UNUSED_DAYS} days.`;
}

async function taskUse({ name }: ObservedRole, taskDefinitions: TaskDefinitions): Promise<string | undefined> {
  try {
    const inUse = await taskDefinitions.rolesInUse();
    if (inUse === undefined)
      return 'it is not known which task definitions name it. Only a live account and a rolecall snapshot can tell.';
    const named = [...inUse].some((role) => foldName(lastSegment(role)) === foldName(name));
    return named ? 'a current task definition names it. Register a revision without it first.' : undefined;
  } catch (error) {
    return `the task definitions could not be read (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** Task definitions name a role by its ARN or its bare name; the path is no part of what tells roles apart. */
function lastSegment(role: string): string {
  return role.slice(role.lastIndexOf('/') + 1);
}
