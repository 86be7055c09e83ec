import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageOf } from '../../controller/events/message-of.ts';
import { type MessageReading, readMessage } from '../../controller/events/read-message.ts';
import type { Request } from '../../controller/request.ts';
import { reconcileMessages } from '../../handlers/reconcile.ts';
import { anyMessage } from '../events/any-message.ts';
import { OWN_ROLE } from '../events/fixtures.ts';
import { eventOf, newContext, newController } from '../handlers/doubles.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 15;

const ACTED_UPON = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function kindsOf(reading: MessageReading): readonly string[] {
  return Object.keys(reading).filter((key) => ['request', 'ignored', 'malformed'].includes(key));
}

describe('A message, whatever it holds', () => {
  test('is a request, is ignored, or is malformed, and nothing in it can reach a terminal', () => {
    fc.assert(
      fc.property(anyMessage, (body) => {
        const reading = readMessage(body, OWN_ROLE);
        expect(kindsOf(reading)).toHaveLength(1);
        expect(textsIn(reading).filter((text) => ACTED_UPON.test(text) || text.length > 1100)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('that asks for something names only what can be a role', () => {
    fc.assert(
      fc.property(anyMessage, (body) => {
        const reading = readMessage(body, OWN_ROLE);
        const request = 'request' in reading ? reading.request : undefined;
        const roles = request === undefined ? [] : rolesIn(request);
        expect(roles.filter((role) => !/^[\w+=,.@-]{1,64}$/.test(role))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('comes back from the queue as the same request', () => {
    fc.assert(
      fc.property(anyMessage, (body) => {
        const reading = readMessage(body, OWN_ROLE);
        fc.pre('request' in reading);
        expect(readMessage(messageOf(reading.request), undefined)).toEqual(reading);
      }),
      { numRuns: RUNS },
    );
  });
});

function rolesIn(request: Request): readonly string[] {
  if ('roles' in request) return request.roles ?? [];
  return 'role' in request && request.role !== null ? [request.role] : [];
}

describe('A batch of messages, whatever they hold', () => {
  test('is acknowledged whole, with one line for each malformed one and at most one pass', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMessage, { maxLength: 6 }), async (bodies) => {
        const controller = newController();
        const answer = await reconcileMessages(eventOf(...bodies), newContext(), controller);
        const malformed = bodies.filter((body) => 'malformed' in readMessage(body, OWN_ROLE));
        expect(answer).toEqual({ batchItemFailures: [] });
        expect(linesOf(controller, 'message is malformed')).toHaveLength(malformed.length);
        expect(linesOf(controller, 'run').length).toBeLessThanOrEqual(1);
        expect(controller.iam.writes()).toEqual([]);
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

function linesOf({ lines }: ReturnType<typeof newController>, message: string) {
  return lines.filter(([, said]) => said === message);
}
