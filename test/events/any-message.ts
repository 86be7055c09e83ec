import fc from 'fast-check';
import { eventFixtures } from './fixtures.ts';
import { MISSING, transform } from './transform.ts';
import { stackTransformers } from './transformers.ts';

const TRANSFORMERS = stackTransformers();
const MISSINGS = Object.keys(MISSING) as (keyof typeof MISSING)[];

/** What the rules make of the captured events. */
const captured = fc.tuple(fc.constantFrom(...eventFixtures()), fc.constantFrom(...MISSINGS)).map(([[, { event }], missing]) => {
  const transformer = TRANSFORMERS.get(event.source);
  if (transformer === undefined) throw new Error(`no rule for ${event.source}`);
  return transform(transformer, event, missing);
});

const hostileText = fc.string({ unit: 'binary', maxLength: 80 });

/** A captured message with a piece cut out, or another piece put in. */
const mutated = fc
  .tuple(captured, fc.nat(), fc.nat(12), fc.oneof(hostileText, fc.constantFrom('', '"', ',', ':,', '\\', '{', 'null')))
  .map(([message, at, length, piece]) => {
    const start = at % message.length;
    return message.slice(0, start) + piece + message.slice(start + length);
  });

/** A captured message with one field of another value. */
const swapped = fc.tuple(captured, fc.nat(), fc.oneof(fc.jsonValue(), hostileText)).map(([message, at, value]) => {
  const fields = Object.entries(JSON.parse(message.replaceAll(/:(?=[,}])/g, ':null')) as Record<string, unknown>);
  const [name] = fields[at % fields.length] ?? [];
  return JSON.stringify({ ...Object.fromEntries(fields), [`${name}`]: value });
});

/** Anything that may lie in the queue. */
export const anyMessage = fc.oneof(
  captured,
  mutated,
  swapped,
  fc.json(),
  hostileText,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc
    .record({ rolecall: fc.constantFrom('s3', 'ssm', 'iam', 'reconcile', 'approve', 'resume', 'accept'), role: fc.jsonValue() })
    .map((message) => JSON.stringify(message)),
);
