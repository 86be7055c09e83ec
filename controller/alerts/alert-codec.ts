import * as z from 'zod/mini';
import { SEVERITIES } from '../../specs/types.ts';
import { StateUnreadable } from '../ports.ts';
import { type Codec, checkedJson } from '../state/checked-json.ts';
import { type AlertState, NOTICE_KINDS, TOPICS } from './alert.ts';
import { type StoredAlerts, withoutTable, withTable } from './violation-table.ts';

/** Keys that a newer version added are kept, so that going back to an older one loses nothing. */
const object = z.looseObject;
const text = z.string();
const instant = text.check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'is no point in time'));
const count = z.int().check(z.nonnegative());
const severity = z.enum(SEVERITIES);
const named = <T extends z.ZodMiniType>(each: T) => z.record(text, each);
const value = z.nullable(z.union([text, z.number()]));

const violation = object({
  key: text,
  account: text,
  subject: object({ kind: z.enum(['role', 'taskDefinition', 'controller']), name: text, region: z.nullable(text) }),
  topic: z.enum(TOPICS),
  what: text,
  severity,
  labels: named(text),
  message: text,
  access: z.nullable(z.enum(['wider', 'narrower', 'different', 'same'])),
  detail: z.array(text),
  values: z.nullable(object({ desired: value, observed: value })),
  by: z.nullable(object({ who: text, via: z.nullable(text), at: text, eventId: text })),
  outcome: text,
  next: object({ text, command: z.nullable(text), spec: z.optional(text) }),
  value: text,
});

/** Its place among the violations. */
const place = count;

const notice = object({
  kind: z.enum(NOTICE_KINDS),
  violation: place,
  openedAt: instant,
  at: instant,
  times: z.optional(count),
  firstLook: z.optional(text),
});

const state = object({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('AlertState'),
  account: text,
  observedAt: z.nullable(instant),
  violations: z.array(violation),
  alerts: named(
    object({
      violation: place,
      openedAt: instant,
      told: named(object({ at: instant, value: text, severity, wider: z.boolean() })),
    }),
  ),
  pending: z.array(
    object({
      channel: text,
      notices: z.array(notice),
      claim: z.nullable(object({ run: text, until: instant, notices: count })),
    }),
  ),
  failing: named(object({ runs: count, since: instant, lastRun: text, violation: place })),
  threads: named(named(text)),
  firstLooks: named(object({ since: instant, isOver: z.boolean() })),
});

/** @param account whose alerts are expected: another account's would all be told as over, and this one's as new */
export function alertCodec(account: string): Codec<AlertState> {
  return {
    text: (value) => JSON.stringify(withTable(value)),
    parse: (text) => {
      const found = checkedJson(state, text, 'what is remembered of alerts') as StoredAlerts;
      if (found.account === account) return withoutTable(found);
      throw new StateUnreadable(`they are the alerts of account ${found.account}, and this is ${account}`);
    },
  };
}
