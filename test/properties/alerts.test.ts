import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../../controller/alerts/alert.ts';
import { DEFAULT_CHANNEL } from '../../controller/alerts/routing.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { Death, episodesIn, HearingChannel, MemoryAlertStore, violation } from '../alerts/alert-world.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const REMINDER_SECONDS = 86_400;
const NAMES = ['orders', 'billing', 'stock'];
const policy = { routes: [], alertSeverity: 'high', reminderSeconds: REMINDER_SECONDS, failingRuns: 3 } as const;

interface Moment {
  readonly minutes: number;
  readonly wrong: readonly string[];
  readonly unjudged: readonly string[];
  readonly value: string;
  readonly severity: Severity;
  readonly fault: HearingChannel['fault'];
  /** Whether the first look at all roles is over. */
  readonly isSwept: boolean;
}

const moment: fc.Arbitrary<Moment> = fc.record({
  minutes: fc.constantFrom(1, 10, 60, 600, 1500, 3000),
  wrong: fc.subarray(NAMES),
  unjudged: fc.subarray(NAMES),
  value: fc.constantFrom('a', 'b'),
  severity: fc.constantFrom('high', 'high', 'critical', 'medium'),
  fault: fc.constantFrom('none', 'none', 'refuses', 'refuses', 'refuses', 'diesBefore', 'diesAfter'),
  isSwept: fc.boolean(),
});

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

/**
 * What people should hear of one subject, by what was seen of it: each time it went wrong, and each time it was mended. They hear
 * of it from the alert severity on, and then until it is mended.
 */
function episodes(moments: readonly Moment[], name: string) {
  let [open, opened, resolved] = [false, 0, 0];
  for (const { wrong, unjudged, severity } of moments) {
    if (unjudged.includes(name)) continue;
    const isWrong = wrong.includes(name);
    if (isWrong && !open && severity !== 'medium') [open, opened] = [true, opened + 1];
    if (!isWrong && open) [open, resolved] = [false, resolved + 1];
  }
  return { opened, resolved };
}

async function live(moments: readonly Moment[]) {
  const [store, channel] = [new MemoryAlertStore(), new HearingChannel()];
  const machines = new HearingChannel();
  let now = Date.parse('2026-01-01T00:00:00Z');
  const doubled: Notice[] = [];
  let most = 0;
  for (const [index, { minutes, wrong, unjudged, value, severity, fault, isSwept }] of moments.entries()) {
    now += minutes * 60_000;
    channel.fault = fault;
    const before = channel.messages.length;
    const judged = (name: string) => !unjudged.includes(name);
    const observation = {
      run: String(index),
      violations: wrong.filter(judged).map((name) => violation(name, { value, severity })),
      unjudged: [],
      sources: [{ name: 'roles', isSwept, finds: () => true }],
      isJudged: ({ subject }: { subject: { name: string } }) => judged(subject.name),
    };
    const channels = { open: async (name: string) => (name === DEFAULT_CHANNEL ? channel : machines) };
    const run = tell(observation, {
      run: String(index),
      account: '111122223333',
      store,
      channels,
      policy,
      now: new Date(now),
    });
    await run.catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
    });
    if (fault === 'diesAfter' && channel.messages.length > before) doubled.push(...(channel.messages.at(-1)?.notices ?? []));
    const { value: state } = (await store.read()) ?? {};
    most = Math.max(most, ...(state?.pending ?? []).map(({ notices, claim }) => notices.length - (claim?.notices ?? 0)));
  }
  return { heard: channel.heard, doubled, most };
}

/** Enough calm for all that waits, and for what a dead run claimed. */
const calm = (last: Moment): Moment => ({ ...last, minutes: 10, fault: 'none', isSwept: true });

test('People hear once of everything that goes wrong and once of its end, whatever fails on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 12 }), async (random) => {
      const moments = [...random, calm(random.at(-1) as Moment), calm(random.at(-1) as Moment)];
      const { heard, doubled, most } = await live(moments);
      for (const name of NAMES) {
        const [all, twice, expected] = [episodesIn(heard, name), episodesIn(doubled, name), episodes(moments, name)];
        expect({ name, opened: all.opened - twice.opened }).toEqual({ name, opened: expected.opened });
        expect({ name, resolved: all.resolved - twice.resolved }).toEqual({ name, resolved: expected.resolved });
      }
      expect(most).toBeLessThanOrEqual(2 * NAMES.length);
    }),
    { numRuns: Math.ceil(SCALE * 50) },
  );
});

test('Whoever was told of what is wrong now was told how bad it is, whatever fails on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 12 }), async (random) => {
      const last = { ...(random.at(-1) as Moment), unjudged: [] };
      const { heard } = await live([...random, calm(last), calm(last)]);
      for (const name of last.severity === 'medium' ? [] : last.wrong) {
        const mine = heard.filter(({ violation: { subject } }) => subject.name === name);
        const since = mine.at(-1)?.openedAt;
        const worst = Math.max(...mine.filter(({ openedAt }) => openedAt === since).map((one) => rank(one.violation.severity)));
        expect({ name, isOpen: mine.at(-1)?.kind !== 'resolved', worst: worst >= rank(last.severity) }).toEqual({
          name,
          isOpen: true,
          worst: true,
        });
      }
    }),
    { numRuns: Math.ceil(SCALE * 25) },
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
        severity: 'high' as const,
        fault: 'none' as const,
        isSwept: true,
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
