import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { alertEvent } from '../../report/alerts/events/alert-event.ts';
import { alertEventJsonSchema, checkAlertEvent } from '../../report/alerts/events/alert-event-schema.ts';
import { notice } from './alerts-given.ts';

const shipped = new URL('../../report/schema/alert-event.v1.schema.json', import.meta.url);

test('the shipped schema is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(alertEventJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(alertEventJsonSchema())));
});

test('an event that lacks a part, or says what nobody knows, does not keep to the schema', () => {
  const event = alertEvent(notice({ violation: { name: 'orders' } }));
  expect(() => checkAlertEvent(event)).not.toThrow();
  expect(() => checkAlertEvent({ ...event, key: undefined })).toThrow(/key/);
  expect(() => checkAlertEvent({ ...event, notice: 'shouted' })).toThrow(/notice/);
});
