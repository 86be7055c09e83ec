import * as z from 'zod';
import type { Path } from './yaml/node.ts';

/** The keys that may stand at a path; none where it takes any, or no keys at all. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  const found = required(schemaAt(schema, path));
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The schema of the value at a path. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let found: unknown = schema;
  for (const step of path) {
    const parent = required(found);
    if (parent instanceof z.ZodObject) found = parent.shape[step];
    else if (parent instanceof z.ZodArray) found = parent.element;
    else if (parent instanceof z.ZodRecord) found = parent.valueType;
    else return undefined;
  }
  return found instanceof z.ZodType ? found : undefined;
}

function required(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
