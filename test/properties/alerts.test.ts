import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_CHANNEL } from '../../controller/alerts/routing.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { Death, HearingChannel, MemoryAlertStore, violation } from '../alerts/alert-world.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const REMINDER_SECONDS = 86_400;
const NAMES = ['orders', 'billing', 'stock'];
const policy = { alertSeverity: 'high', reminderSeconds: REMINDER_SECONDS, failingRuns: 3 } as const;

interface Moment {
  readonly minutes: number;
  readonly wrong: readonly string[];
  readonly unjudged: readonly string[];
  readonly value: string;
  readonly fault: HearingChannel['fault'];
}

const moment: fc.Arbitrary<Moment> = fc.record({
  minutes: fc.constantFrom(1, 10, 60, 600, 1500, 3000),
  wrong: fc.subarray(NAMES),
  unjudged: fc.subarray(NAMES),
  value: fc.constantFrom('a', 'b'),
  fault: fc.constantFrom('none', 'none', 'none', 'refuses', 'diesBefore', 'diesAfter'),
});

/** What people should hear of one subject, by what was seen of it: each time it went wrong, and each time it was mended. */
function episodes(moments: readonly Moment[], name: string) {
  let [open, opened, resolved] = [false, 0, 0];
  for (const { wrong, unjudged } of moments) {
    if (unjudged.includes(name)) continue;
    if (wrong.includes(name) && !open) opened += 1;
    if (!wrong.includes(name) && open) resolved += 1;
    open = wrong.includes(name);
  }
  return { opened, resolved };
}

async function live(moments: readonly Moment[]) {
  const [store, channel] = [new MemoryAlertStore(), new HearingChannel()];
  const machines = new HearingChannel();
  let [now, doubled] = [Date.parse('2026-01-01T00:00:00Z'), 0];
  for (const [index, { minutes, wrong, unjudged, value, fault }] of moments.entries()) {
    now += minutes * 60_000;
    channel.fault = fault;
    const before = channel.messages.length;
    const judged = (name: string) => !unjudged.includes(name);
    const observation = {
      run: String(index),
      violations: wrong.filter(judged).map((name) => violation(name, { value })),
      unjudged: [],
      isJudged: ({ subject }: { subject: { name: string } }) => judged(subject.name),
    };
    const channels = { open: async (name: string) => (name === DEFAULT_CHANNEL ? channel : machines) };
    const guards = { routes: [], alertSeverity: 'high' } as const;
    const run = tell(observation, {
      run: String(index),
      account: '111122223333',
      store,
      channels,
      guards,
      policy,
      now: new Date(now),
    });
    await run.catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
    });
    if (fault === 'diesAfter' && channel.messages.length > before) doubled += channel.messages.at(-1)?.notices.length ?? 0;
  }
  return { heard: channel.heard, doubled };
}

/** Enough calm for all that waits, and for what a dead run claimed. */
const calm = (last: Moment): Moment => ({ ...last, minutes: 10, fault: 'none' });

test('People hear once of everything that goes wrong and once of its end, whatever fails on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 12 }), async (random) => {
      const moments = [...random, calm(random.at(-1) as Moment), calm(random.at(-1) as Moment)];
      const { heard, doubled } = await live(moments);
      let expectedTotal = 0;
      for (const name of NAMES) {
        const of = (kind: string) =>
          new Set(heard.filter((notice) => notice.kind === kind && notice.violation.subject.name === name).map(({ at }) => at))
            .size;
        const expected = episodes(moments, name);
        expectedTotal += expected.opened + expected.resolved + of('updated') + of('reminder');
        expect({ opened: of('opened'), resolved: of('resolved') }).toEqual(expected);
      }
      expect(heard.length).toBeGreaterThanOrEqual(expectedTotal);
      expect(heard.length).toBeLessThanOrEqual(expectedTotal + doubled);
    }),
    { numRuns: Math.ceil(SCALE * 50) },
  );
});

test('An alert that stays open is said again once a reminder period, neither more nor less often', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('a', 'b'), { minLength: 2, maxLength: 40 }), async (values) => {
      const hours = 6;
      const moments = values.map((value) => ({
        minutes: hours * 60,
        wrong: ['orders'],
        unjudged: [],
        value,
        fault: 'none' as const,
      }));
      const { heard } = await live(moments);
      const times = heard.map(({ at }) => Date.parse(at));
      const gaps = times.slice(1).map((time, index) => (time - (times[index] as number)) / 1000);
      expect(gaps.every((gap) => gap === REMINDER_SECONDS)).toBe(true);
      expect(heard.length).toBe(1 + Math.floor(((values.length - 1) * hours) / 24));
    }),
    { numRuns: Math.ceil(SCALE * 10) },
  );
});
