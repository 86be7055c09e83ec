import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { jsonSchema, SCHEMAS } from '../../specs/schema/language.ts';

const FILE = new URL('../../specs/schema/rolecall.v1.schema.json', import.meta.url);

interface Alternative {
  readonly properties: { readonly kind: { readonly const: string } };
}

test('The JSON Schema that ships is the one of the language (node scripts/schema.mjs writes it)', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test('Editors tell the kinds apart by a constant', () => {
  const { oneOf } = jsonSchema() as { oneOf: readonly Alternative[] };
  expect(oneOf.map(({ properties }) => properties.kind.const)).toEqual(Object.keys(SCHEMAS));
});

test('Every field that a spec may have is explained to editors', () => {
  const text = JSON.stringify(jsonSchema());
  for (const field of Object.keys(SCHEMAS.TaskExecutionRole.shape.spec.unwrap().shape)) {
    expect(text).toMatch(new RegExp(`"${field}":\\{("description"|"\\$ref"|"allOf"|[^}]*"description")`));
  }
});
