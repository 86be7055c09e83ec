import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { controllerStatus } from '../../../report/status/controller-status.ts';
import { checkControllerStatus, controllerStatusJsonSchema } from '../../../report/status/status-schema.ts';
import { fullState } from './full-state.ts';

const shipped = new URL('../../../report/schema/controller-status.v1.schema.json', import.meta.url);

test('the shipped schema is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(controllerStatusJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(controllerStatusJsonSchema())));
});

test('a status that lacks a part, or has a role with a status nobody knows, does not keep to the schema', () => {
  const status = controllerStatus(fullState({ roles: [{ name: 'a', status: 'InSync' }] }), new Date('2026-11-22T08:00:00Z'));
  expect(() => checkControllerStatus(status)).not.toThrow();
  expect(() => checkControllerStatus({ ...status, lastSuccess: undefined })).toThrow(/lastSuccess/);
  expect(() => checkControllerStatus({ ...status, roles: [{ ...status.roles[0], status: 'Fine' }] })).toThrow(/status/);
});
