import type { SpecContext } from '../../specs/types.ts';
import { readContainer } from './container.ts';
import {
  HIDDEN,
  leaveUnread,
  member,
  type ObjectPlace,
  type Place,
  type Reading,
  readList,
  readObjects,
  readText,
} from './place.ts';
import { parseTaskDefinitionArn, type TaskDefinitionArn } from './task-definition-arn.ts';
import { type Container, LAUNCH_TYPES, type LaunchType, type TaskDefinition } from './types.ts';
import { UnfitValue } from './unfit-value.ts';
import { readVolume } from './volume.ts';

/** A task definition as it was given, and what is known around it. */
export interface GivenDefinition {
  readonly value: Readonly<Record<string, unknown>>;
  /** JSON pointer to it. */
  readonly pointer: string;
  /** Where it is registered, unless its ARN says so itself. */
  readonly context: SpecContext;
  /** Who registered it, unless it says so itself. */
  readonly registeredBy: string | null;
}

/**
 * What the audit reads of one task definition. Names that it does not know are let pass.
 * @throws {UnfitValue} if ECS could not have taken or given this.
 */
export function readDefinition({ value, pointer, context, registeredBy }: GivenDefinition): TaskDefinition {
  const reading: Reading = { root: pointer, unread: [], size: 0 };
  const place: ObjectPlace = { value, path: '', reading };
  const identity = readIdentity(place);
  return {
    ...identity,
    registeredBy: visibleText(value.registeredBy) ?? registeredBy,
    context: contextOf(identity.arn, context),
    taskRole: readText(member(place, 'taskRoleArn'))?.value ?? null,
    executionRole: readText(member(place, 'executionRoleArn'))?.value ?? null,
    launchTypes: readLaunchTypes(member(place, 'requiresCompatibilities')),
    containers: readContainers(member(place, 'containerDefinitions')),
    volumes: readObjects(member(place, 'volumes')).map(readVolume),
    unread: reading.unread,
  };
}

/** A text that states no need, and may be missing; `null` for whatever is none. */
export function visibleText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== HIDDEN ? value : null;
}

function readIdentity(place: ObjectPlace): Pick<TaskDefinition, 'arn' | 'family' | 'revision'> {
  const arn = readText(member(place, 'taskDefinitionArn'))?.value ?? null;
  const said = arn === null ? undefined : parseTaskDefinitionArn(arn);
  if (arn !== null && said === undefined) throw notAnArn(place);
  return { arn, family: readFamily(place, said), revision: readRevision(member(place, 'revision')) ?? said?.revision ?? null };
}

function notAnArn({ path, reading }: Place): UnfitValue {
  const form = 'arn:PARTITION:ecs:REGION:ACCOUNT:task-definition/FAMILY:REVISION';
  return new UnfitValue(`${reading.root}${path}/taskDefinitionArn is no ARN of a task definition, ${form}`);
}

function readFamily(place: ObjectPlace, said: TaskDefinitionArn | undefined): string {
  const family = said?.family ?? readText(member(place, 'family'))?.value;
  if (family !== undefined) return family;
  throw new UnfitValue(`${place.reading.root}/family is missing: ECS takes no task definition without it`);
}

function readRevision({ value, path, reading }: Place): number | null {
  if (value === undefined || value === null || value === HIDDEN) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new UnfitValue(`${reading.root}${path} is no number of a revision, 1 or greater`);
}

function contextOf(arn: string | null, context: SpecContext): SpecContext {
  const said = arn === null ? undefined : parseTaskDefinitionArn(arn);
  return said === undefined ? context : { accountId: said.accountId, partition: said.partition, region: said.region };
}

/** Not `compatibilities`, which says what a definition could run on, whether it was meant to or not. */
function readLaunchTypes(place: Place): readonly LaunchType[] | undefined {
  const types = readList(place)
    .map(readLaunchType)
    .filter((type) => type !== undefined);
  return types.length === 0 ? undefined : types;
}

function readLaunchType(place: Place): LaunchType | undefined {
  const text = readText(place)?.value;
  const known = LAUNCH_TYPES.find((type) => type === text);
  if (text !== undefined && known === undefined)
    leaveUnread(place, `Rolecall does not know this launch type; it knows ${LAUNCH_TYPES.join(', ')}`);
  return known;
}

function readContainers(place: Place): readonly Container[] {
  const containers = readObjects(place).map(readContainer);
  if (containers.length > 0 || place.reading.unread.some(({ path }) => path.startsWith(place.path))) return containers;
  throw new UnfitValue(`${place.reading.root}${place.path} names no container: a task definition has at least one`);
}
