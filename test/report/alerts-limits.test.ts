import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AlertViolation, Notice } from '../../controller/alerts/alert.ts';
import { NOTICE_KINDS, TOPICS } from '../../controller/alerts/alert.ts';
import { checkAlertEvent } from '../../report/alerts/events/alert-event-schema.ts';
import { eventEntries } from '../../report/alerts/events/event-entries.ts';
import { slackMessages } from '../../report/alerts/slack/slack-messages.ts';
import { topicMessages } from '../../report/alerts/sns/topic-messages.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { elementsOf, shownText } from '../slack/read-message.ts';
import { refusedBySlack } from '../slack/slack-limits.ts';
import { AT, type GivenNotice, manyRoles, notice, pendingOf } from './alerts-given.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const KB = 1024;
const REPORT = { reportUrl: 'https://example.com/report' };

function slack(notices: readonly GivenNotice[], digest = false) {
  const messages = slackMessages(pendingOf(notices, digest), {}, REPORT);
  expect(messages.map(refusedBySlack).filter((word) => word !== undefined)).toEqual([]);
  return messages.map(({ blocks }) => shownText(blocks));
}

/** A policy document of about so many characters. */
function policy(size: number, bucket: string): string {
  const Resource = Array.from(
    { length: size / 50 },
    (_, index) => `arn:aws:s3:::${bucket}-${String(index).padStart(8, '0')}/some/folder/*`,
  );
  return JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource } });
}

describe('Slack', () => {
  test('shows the beginning of a policy of 10 KB, says how much is left out, and all else in full', () => {
    const values = { desired: policy(10 * KB, 'wanted'), observed: policy(10 * KB, 'live') };
    const [message = '', ...others] = slack([{ violation: { name: 'orders', what: 'inlinePolicies[Big]', values } }]);
    expect(others).toEqual([]);
    expect(message).toMatch(/^\+ .*live-00000000/m);
    expect(message).toMatch(/^… \d+ more lines$/m);
    expect(message).toMatch(/rolecall apply s3:\/\/specs --role orders/);
  });

  test('tells 500 roles that drifted alike in one message', () => {
    const messages = slack(manyRoles(500));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/500 roles \(role-000, role-001, .* and 492 more; account/);
  });

  test('names each of 500 roles that drifted each in its own way, once, in as few messages as their lines need', () => {
    const messages = slack(manyRoles(500, (name, index) => ({ message: `rule ${index} is broken by ${name}` })));
    const named = messages.flatMap((message) => [...message.matchAll(/high: (role-\d+) /g)].map(([, name]) => name));
    expect(named.sort()).toEqual(manyRoles(500).map(({ violation }) => violation.name));
    expect(messages.length).toBeLessThanOrEqual(12);
    expect(messages[0]).toMatch(/\(1 of \d+\)/);
  });

  test('tells a first sweep of 500 different violations in one message, and the end of any of them replies to it', () => {
    const notices = manyRoles(500, (name, index) => ({ message: `rule ${index} is broken by ${name}` }));
    expect(slack(notices, true)).toHaveLength(1);
    const [message] = slackMessages(pendingOf(notices, true), {}, REPORT);
    expect(message?.notices).toHaveLength(500);
  });

  test('tells a first sweep in one message, whatever room its texts take', () => {
    const text = '漢'.repeat(500);
    const different = Array.from({ length: 20 }, (_, index) => {
      const name = `${index}${text}`;
      return { violation: { name, what: name, message: `${name} ${text}`, severity: 'critical' as const } };
    });
    const [message, ...others] = slackMessages(pendingOf(different, true), {}, REPORT);
    expect(others).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(message?.blocks))).toBeLessThanOrEqual(10_000);
    const said = shownText(message?.blocks ?? []);
    const shown = [...said.matchAll(/New, critical/g)].length;
    expect(said).toContain(`The worst follow; ${20 - shown} other violations are not shown.`);
  });

  test('tells 300 findings of one rule together, though each names another role', () => {
    const finding = (family: string): Partial<AlertViolation> => ({
      subject: { kind: 'taskDefinition', name: family, region: 'eu-west-1' },
      topic: 'finding',
      what: 'RoleMissing',
      message: `The execution role ${family.replace('role', 'exec')} does not exist`,
      access: null,
    });
    const [message, ...others] = slack(manyRoles(300, finding));
    expect(others).toEqual([]);
    expect(message).toMatch(/300 task definitions \(role-000, [^;]* and 292 more; .*RoleMissing/);
    expect(message).toMatch(/For example: The execution role exec-000 does not exist/);
  });

  test('shows no command rather than a part of one', () => {
    const next = { text: 'Approve it', command: `rolecall approve ${'x'.repeat(2000)}` };
    expect(slack([{ violation: { name: 'orders', next } }])[0]).toMatch(
      /Approve it\. The command is too long for a message; the report shows it\./,
    );
  });
});

describe('EventBridge', () => {
  const entry = (violation: GivenNotice['violation']) => JSON.parse(eventEntries(pendingOf([{ violation }]))[0]?.detail ?? '');

  test('is told everything of a violation but what nobody else can use', () => {
    const { value, ...told } = notice({ violation: { name: 'orders' } }).violation;
    expect(entry({ name: 'orders' })).toEqual({
      apiVersion: 'rolecall/v1',
      kind: 'AlertEvent',
      notice: 'opened',
      ...told,
      openedAt: AT,
      at: AT,
      times: 1,
      firstSweep: false,
      truncated: false,
    });
  });

  test('is told no values where they would not fit, and that they are left out', () => {
    const values = { desired: 'x'.repeat(300 * KB), observed: null };
    expect(entry({ name: 'orders', values, message: 'm' })).toMatchObject({ values: null, message: 'm', truncated: true });
  });

  test('is told the beginnings of texts where even these would not fit', () => {
    const { message, truncated } = entry({ name: 'orders', message: 'm'.repeat(300 * KB) });
    expect({ starts: message.startsWith('mmm'), isShort: message.length < 1000, truncated }).toEqual({
      starts: true,
      isShort: true,
      truncated: true,
    });
  });

  test.each(NOTICE_KINDS)('has a detail type for what is %s', (kind) => {
    const words = `Rolecall Alert ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    expect(eventEntries(pendingOf([{ kind, violation: { name: 'orders' } }]))[0]).toMatchObject({
      source: 'rolecall',
      detailType: words,
      time: AT,
    });
  });
});

describe('SNS', () => {
  test('gives machines the very events of the bus, worst first, and people the text', () => {
    const pending = pendingOf([{ violation: { name: 'a' } }, { violation: { name: 'b', severity: 'critical' } }]);
    const [message] = topicMessages(pending, null);
    const { events } = JSON.parse(message?.bodies.default ?? '');
    expect(events).toEqual(
      eventEntries({ ...pending, notices: [...pending.notices].reverse() }).map(({ detail }) => JSON.parse(detail)),
    );
    expect(message?.attributes).toEqual({ severity: ['high', 'critical'], notice: ['opened'], account: ['111122223333'] });
    expect(message?.bodies.sms).toBe('Rolecall: 2 new in account 111122223333, critical at worst');
  });

  /** So many roles with another policy of 10 KB each, as the only message. */
  function drifted(count: number, digest = false) {
    const values = { desired: policy(10 * KB, 'wanted'), observed: policy(10 * KB, 'live') };
    const given = manyRoles(count, (name) => ({ values, what: 'inlinePolicies[Big]', message: `${name} is another ${name}` }));
    const [message, ...others] = topicMessages(pendingOf(given, digest), null);
    expect(others).toEqual([]);
    expect(message?.notices).toHaveLength(count);
    expect(Buffer.byteLength(JSON.stringify(message?.bodies))).toBeLessThanOrEqual(256 * KB);
    const { events, more } = JSON.parse(message?.bodies.default ?? '');
    for (const event of events) checkAlertEvent(event);
    return { events, more, email: message?.bodies.email, subject: message?.subject };
  }

  test('tells machines of 50 policies of 10 KB all but the policies', () => {
    const { events, more } = drifted(50);
    expect({ told: events.length, more }).toEqual({ told: 50, more: 0 });
    expect(events[49]).toMatchObject({ message: 'role-049 is another role-049', values: null, truncated: true });
  });

  test('tells machines of 200 policies only whose they are', () => {
    const { events, more } = drifted(200);
    expect({ told: events.length, more }).toEqual({ told: 200, more: 0 });
    expect(events[199]).toMatchObject({ subject: { name: 'role-199' }, severity: 'high', message: '', truncated: true });
  });

  test.each([true, false])(
    'tells 500 policies of 10 KB in one message, the worst and how many more there are (first look: %s)',
    (digest) => {
      const { events, more } = drifted(500, digest);
      expect(events.length + more).toBe(500);
      expect(events.length).toBeGreaterThan(150);
      expect(events[0]).toMatchObject({ subject: { name: 'role-000' }, firstSweep: digest });
    },
  );

  test('tells people of a first look in the words of the digest, how much of it is not shown, and of nothing twice', () => {
    const notices = manyRoles(500, (name, index) => ({ message: `rule ${index} is broken by ${name}` }));
    const pending = pendingOf(notices, true);
    const [found, other, ...rest] = topicMessages(
      { ...pending, notices: [...pending.notices, notice({ violation: { name: 'orders' } })] },
      null,
    );
    expect(rest).toEqual([]);
    expect(found?.subject).toBe('Rolecall: First look at account 111122223333: 500 violations');
    expect(found?.bodies.email).toMatch(/By severity: 500 high\.\nBy topic: .*\n.*; 490 other violations are not shown\./);
    expect([found?.notices.length, other?.notices.length]).toEqual([500, 1]);
    expect(other?.subject).toBe('Rolecall: 1 new in account 111122223333, high');
  });

  test('tells people how many do not fit', () => {
    const notices = manyRoles(100, (name, index) => ({ message: `rule ${index} is broken by ${name}` }));
    const [message] = topicMessages(pendingOf(notices), null);
    const shown = [...(message?.bodies.email ?? '').matchAll(/^NEW, HIGH: /gm)].length;
    expect(message?.bodies.email).toMatch(new RegExp(`\n${100 - shown} more do not fit into this message\\.$`));
  });
});

const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '@here',
  '@everyone',
  '<@U1>',
  '<https://evil.example|a>',
  'https://evil.example',
  'WWW.evil.example',
  '&amp;',
  '```',
  '`',
  '*b*',
  '\u202e',
  '\u0000',
  '\n',
  '"',
  '\\',
  '\ud800',
  '👩‍👩‍👧',
  '漢字',
];
const text = (most: number) =>
  fc.oneof(
    fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 6 })
      .map((parts) => parts.join('').slice(0, most)),
    fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(1, 60, 900)).map(([part, times]) => part.repeat(times).slice(0, most)),
  );

const anyViolation: fc.Arbitrary<AlertViolation> = fc.record({
  key: text(200).map((key) => `k${key}`),
  account: fc.constant('111122223333'),
  subject: fc.record({
    kind: fc.constantFrom('role', 'taskDefinition', 'controller'),
    name: text(255),
    region: fc.option(text(20)),
  }),
  topic: fc.constantFrom(...TOPICS),
  what: fc.oneof(fc.constantFrom('trustPolicy', 'tags[a]', 'inlinePolicies[a]'), text(2048)),
  severity: fc.constantFrom(...SEVERITIES),
  labels: fc.dictionary(text(20), text(300), { maxKeys: 3 }),
  message: text(5000),
  access: fc.option(fc.constantFrom('wider', 'narrower', 'different', 'same')),
  detail: fc.array(text(3000), { maxLength: 4 }),
  values: fc.option(fc.record({ desired: fc.option(text(10_000)), observed: fc.option(fc.oneof(text(10_000), fc.integer())) })),
  by: fc.option(
    fc.record({ who: text(300), via: fc.option(text(300)), at: fc.oneof(fc.constant(AT), text(100)), eventId: text(40) }),
  ),
  outcome: text(3000),
  next: fc.record({ text: text(3000), command: fc.option(text(3000)), spec: text(3000) }, { requiredKeys: ['text', 'command'] }),
  value: fc.constant('a'),
});

const anyNotice: fc.Arbitrary<Notice> = fc.record({
  kind: fc.constantFrom(...NOTICE_KINDS),
  violation: anyViolation,
  openedAt: fc.constant(AT),
  at: fc.constant(AT),
});

const anyPending = fc.record({
  channel: fc.constant('default'),
  digest: fc.boolean(),
  notices: fc.array(anyNotice, { minLength: 1, maxLength: 12 }),
  claim: fc.constant(null),
});

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test('Whatever texts hold, Slack takes every message, each notice is in one of them, and nobody is mentioned, linked to or misled', () => {
  fc.assert(
    fc.property(anyPending, (pending) => {
      const messages = slackMessages(pending, {}, REPORT);
      expect(new Set(messages.flatMap(({ notices }) => notices))).toEqual(new Set(pending.notices));
      for (const message of messages) {
        expect(refusedBySlack(message)).toBeUndefined();
        expect(message.text).not.toMatch(/[<>@`]|:\/\/|&(?!amp;|lt;|gt;)/);
        for (const element of elementsOf(message.blocks)) {
          expect(element.url ?? REPORT.reportUrl).toBe(REPORT.reportUrl);
          expect((element.text ?? '').replaceAll('\n', '')).not.toMatch(HIDDEN);
        }
      }
    }),
    { numRuns: Math.ceil(SCALE * 10) },
  );
});

test('Whatever texts hold, SNS and EventBridge take every message, and each notice is in one of them', () => {
  fc.assert(
    fc.property(anyPending, (pending) => {
      const messages = topicMessages(pending, null);
      expect(new Set(messages.flatMap(({ notices }) => notices))).toEqual(new Set(pending.notices));
      for (const { subject, bodies } of messages) {
        expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
        expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThanOrEqual(256 * KB);
        for (const event of JSON.parse(bodies.default).events) checkAlertEvent(event);
        expect(bodies.email.replaceAll('\n', '')).not.toMatch(HIDDEN);
      }
      for (const { detail } of eventEntries(pending)) {
        expect(Buffer.byteLength(detail)).toBeLessThanOrEqual(255 * KB);
        checkAlertEvent(JSON.parse(detail));
      }
    }),
    { numRuns: Math.ceil(SCALE * 5) },
  );
});

test('Whatever texts hold, a mail program finds no address in them but in what is to be pasted', () => {
  fc.assert(
    fc.property(anyPending, (pending) => {
      const notices = pending.notices.map((one) => {
        const next = { text: one.violation.next.text, command: null };
        return { ...one, violation: { ...one.violation, next } };
      });
      for (const { subject, bodies } of topicMessages({ ...pending, notices }, null))
        expect(`${subject}\n${bodies.email}`).not.toMatch(/:\/\/|www\./i);
    }),
    { numRuns: Math.ceil(SCALE * 5) },
  );
});
