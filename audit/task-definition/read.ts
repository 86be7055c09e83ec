import { shown } from '../../iam/policy/reading.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { RoleOverrides } from '../types.ts';
import { readDefinition } from './definition.ts';
import { FORMS, type FoundCall, find } from './find.ts';
import { placeOf } from './trail-record.ts';
import type { TaskDefinition } from './types.ts';
import { UnfitValue } from './unfit-value.ts';

export interface ReadDefinition {
  readonly definition: TaskDefinition;
  /** Of a call that the same value records and that ran this task definition. */
  readonly overrides: RoleOverrides | null;
}

export type ReadDefinitions =
  | { readonly ok: true; readonly definitions: readonly ReadDefinition[] }
  /** For people: what is wrong, where (a JSON pointer) and which forms are taken; not escaped. */
  | { readonly ok: false; readonly problem: string };

/**
 * Task definitions in any of the forms in which they lie about: what `register-task-definition --cli-input-json` takes, what
 * `describe-task-definition` and `register-task-definition` answer, a bare task definition, a record of CloudTrail, alone, in
 * EventBridge's envelope or in a log file, or a list of such values. Keys that the audit does not need are let pass. Beside each
 * definition stands each call of RunTask or StartTask, recorded in the same value, that ran it with other roles.
 * @param value any parsed JSON
 * @param context account, partition and region where neither an ARN nor the record says them
 */
export function readTaskDefinitions(value: unknown, context: SpecContext): ReadDefinitions {
  try {
    return { ok: true, definitions: readAll(value, context) };
  } catch (error) {
    if (error instanceof UnfitValue) return { ok: false, problem: `${error.message}.` };
    throw error;
  }
}

function readAll(value: unknown, context: SpecContext): ReadDefinition[] {
  const { definitions, calls } = find(value, context);
  const read = definitions.map(readDefinition);
  const byName = new Map(read.flatMap((definition) => namesOf(definition).map((name) => [name, definition] as const)));
  const all = [
    ...read.map((definition) => ({ definition, overrides: null })),
    ...calls.flatMap((call) => overridden(byName, call)),
  ];
  if (all.length === 0) throw new UnfitValue(`It holds no task definition. ${FORMS}`);
  return all;
}

/** A family's name alone stands for the last one given, as the newest. */
function namesOf({ family, revision, arn }: TaskDefinition): readonly string[] {
  return [family, ...(revision === null ? [] : [`${family}:${revision}`]), ...(arn === null ? [] : [arn])];
}

function overridden(byName: ReadonlyMap<string, TaskDefinition>, call: FoundCall): ReadDefinition[] {
  const { taskDefinition, overrides, pointer, inLog } = call;
  const definition = byName.get(taskDefinition) ?? unregistered(byName, taskDefinition);
  if (definition !== undefined) return [{ definition, overrides }];
  if (inLog) return [];
  throw new UnfitValue(
    `${placeOf(pointer)} records ${overrides.call} with other roles for the task definition ${shown(taskDefinition)}, which is not given. Give both in one list: [RECORD, TASK DEFINITION]`,
  );
}

/** What is not registered yet stands for any revision of its family. */
function unregistered(byName: ReadonlyMap<string, TaskDefinition>, reference: string): TaskDefinition | undefined {
  const definition = byName.get(reference.replace(/^arn:.*:task-definition\//s, '').replace(/:\d+$/, ''));
  return definition?.revision === null ? definition : undefined;
}
