import * as z from 'zod';
import { controllerSchema } from './controller.ts';
import { roleSchema, taskExecutionRoleSchema, taskRoleSchema } from './role.ts';
import { waiverSchema } from './waiver.ts';

/** Each kind of document, and what it may hold. */
export const SCHEMAS = {
  Role: roleSchema,
  TaskRole: taskRoleSchema,
  TaskExecutionRole: taskExecutionRoleSchema,
  Waiver: waiverSchema,
  Controller: controllerSchema,
} as const;

export type Kind = keyof typeof SCHEMAS;

const languageSchema = z.discriminatedUnion('kind', [roleSchema, taskRoleSchema, taskExecutionRoleSchema, waiverSchema, controllerSchema]);

/** The whole language as JSON Schema, for editors. */
export function jsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(languageSchema, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'Rolecall specs and guards' };
}
