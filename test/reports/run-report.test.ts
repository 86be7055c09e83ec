import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import type { Before, ReportForm } from '../../controller/reports/report-ports.ts';
import { type ReportRequest, runReport } from '../../controller/reports/run-report.ts';
import { ACCOUNT, MemoryReports } from './memory-reports.ts';

/** The run ends here, as if it were killed. */
class Death extends Error {}

/** A report of a few words: what it is compared with, and when it was made. */
interface Words {
  readonly made: string;
  readonly before: string | null;
  readonly notices: readonly string[];
}

const FIRST = new Date('2026-11-23T06:00:00Z');
const NEXT = new Date('2026-11-24T06:00:00Z');
const NAME = '2026-11-23T0600Z';

/** Scheduled reports in memory, and all that can be seen of them. */
class Reports {
  readonly store = new MemoryReports();
  readonly heard: (readonly [channel: string, made: string])[] = [];
  /** What a channel answers instead of taking a message; a text kills the run before or after it. */
  readonly faults = new Map<string, Sent | 'diesBefore' | 'diesAfter' | 'closed'>();
  time = Date.parse('2026-11-24T07:00:00Z');
  /** Called while a message is being sent. */
  whileSending: (() => Promise<void>) | undefined;
  #made = 0;

  readonly #form: ReportForm<Words> = {
    make: async ({ report, notices }: Before<Words>) => {
      this.#made += 1;
      return { made: `number ${this.#made}`, before: report?.made ?? null, notices };
    },
    read: (text) => (text.startsWith('{') ? { report: JSON.parse(text) as Words } : { problem: 'is damaged' }),
    json: (words) => JSON.stringify(words),
    page: ({ made }) => `<p>${made}`,
  };

  #channel(name: string, { made }: Words): Channel | undefined {
    const fault = this.faults.get(name);
    if (fault === 'closed') return undefined;
    return {
      send: async () => {
        await this.whileSending?.();
        if (fault === 'diesBefore') throw new Death();
        if (typeof fault === 'object') return fault;
        this.heard.push([name, made]);
        if (fault === 'diesAfter') throw new Death();
        return { sent: true, threads: {} };
      },
    };
  }

  #invocations = 0;

  async run(request: Partial<ReportRequest> = {}) {
    this.#invocations += 1;
    const invocation = `invocation-${this.#invocations}`;
    const all = { at: FIRST, run: invocation, invocation, account: ACCOUNT, channels: ['default', '#b'], ...request };
    return runReport(all, {
      form: this.#form,
      store: this.store,
      channelsFor: (report) => ({ open: async (name) => this.#channel(name, report) }),
      now: () => new Date(this.time),
    });
  }

  kept(file: string): Words {
    return JSON.parse(this.store.texts.get(file) ?? 'null') as Words;
  }
}

const results = ({ said }: { readonly said: readonly { readonly channel: string; readonly result: string }[] }) =>
  Object.fromEntries(said.map(({ channel, result }) => [channel, result]));

describe('A scheduled report', () => {
  test('is kept under its time and as the latest, as JSON before the page, and then told in each channel', async () => {
    const reports = new Reports();
    const outcome = await reports.run();
    expect({ name: outcome.name, isNew: outcome.isNew, ...results(outcome) }).toEqual({
      name: NAME,
      isNew: true,
      default: 'said',
      '#b': 'said',
    });
    const files = reports.store.writes.filter((name) => name !== 'said');
    expect(files).toEqual([`${NAME}.json`, `${NAME}.html`, 'latest.json', 'latest.html']);
    expect(reports.kept('latest.json')).toEqual(reports.kept(`${NAME}.json`));
    expect(reports.heard).toEqual([
      ['default', 'number 1'],
      ['#b', 'number 1'],
    ]);
  });

  test('that is asked for again is the same one, and nobody is told of it again', async () => {
    const reports = new Reports();
    await reports.run();
    const outcome = await reports.run();
    expect({ isNew: outcome.isNew, made: outcome.report.made, ...results(outcome) }).toEqual({
      isNew: false,
      made: 'number 1',
      default: 'saidBefore',
      '#b': 'saidBefore',
    });
    expect(reports.heard).toHaveLength(2);
  });

  test('is compared with the newest of another time', async () => {
    const reports = new Reports();
    await reports.run();
    await reports.run({ at: NEXT });
    const outcome = await reports.run({ at: new Date('2026-11-24T06:30:00Z') });
    expect(outcome.report).toEqual({ made: 'number 3', before: 'number 2', notices: [] });
  });

  test('is compared with the one before that where a run died before it wrote any', async () => {
    const reports = new Reports();
    await reports.run();
    reports.store.beforeWrite = (name) => {
      if (name.endsWith('.json')) throw new Death();
    };
    await expect(reports.run({ at: NEXT })).rejects.toThrow(Death);
    reports.store.beforeWrite = undefined;
    expect((await reports.run({ at: new Date('2026-11-24T06:30:00Z') })).report.before).toBe('number 1');
  });

  test('is compared with nothing where the one before is damaged, and says so', async () => {
    const reports = new Reports();
    await reports.run();
    reports.store.put(`${NAME}.json`, 'x');
    const { report } = await reports.run({ at: NEXT });
    expect(report).toEqual({
      made: 'number 2',
      before: null,
      notices: [`Nothing is compared with the report before (${NAME}): it is damaged.`],
    });
  });

  test('that is damaged itself is made anew', async () => {
    const reports = new Reports();
    await reports.run();
    reports.store.put(`${NAME}.json`, 'x');
    expect(await reports.run()).toMatchObject({ isNew: true, report: { made: 'number 2' } });
    expect(reports.kept(`${NAME}.json`).made).toBe('number 2');
  });

  test('that comes late is kept and told, and is not the latest', async () => {
    const reports = new Reports();
    await reports.run({ at: NEXT });
    await reports.run({ at: FIRST });
    expect({ latest: reports.kept('latest.json').made, late: reports.kept(`${NAME}.json`).made }).toEqual({
      latest: 'number 1',
      late: 'number 2',
    });
    expect(reports.store.texts.get('latest.html')).toBe('<p>number 1');
    expect(reports.heard).toHaveLength(4);
  });

  test('that comes late is compared with the one before it, and not with one after it', async () => {
    const reports = new Reports();
    await reports.run();
    await reports.run({ at: NEXT });
    const late = await reports.run({ at: new Date('2026-11-23T18:00:00Z') });
    expect(late.report.before).toBe('number 1');
    expect((await reports.run({ at: new Date('2026-11-22T06:00:00Z') })).report.before).toBeNull();
  });

  test.each([`${NAME}.json`, `${NAME}.html`, 'latest.json', 'latest.html'])(
    'is not the latest where a newer one was made while it was about to write %s',
    async (file) => {
      const reports = new Reports();
      reports.store.beforeWrite = async (name) => {
        if (name !== file) return;
        reports.store.beforeWrite = undefined;
        await reports.run({ at: NEXT });
      };
      await reports.run();
      expect(reports.kept('latest.json')).toEqual(reports.kept('2026-11-24T0600Z.json'));
      expect(reports.store.texts.get('latest.html')).toBe(reports.store.texts.get('2026-11-24T0600Z.html'));
    },
  );

  test('is the latest where a newer one died before it was kept, and not where that one is only of no use', async () => {
    const reports = new Reports();
    reports.store.beforeWrite = (name) => {
      if (name.endsWith('.json')) throw new Death();
    };
    await expect(reports.run({ at: NEXT })).rejects.toThrow(Death);
    reports.store.beforeWrite = undefined;
    await reports.run();
    expect(reports.kept('latest.json')).toEqual(reports.kept(`${NAME}.json`));
    await reports.run({ at: NEXT });
    const latest = reports.kept('latest.json');
    reports.store.put('2026-11-24T0600Z.json', 'x');
    await reports.run();
    expect(reports.kept('latest.json')).toEqual(latest);
  });

  test('for now is one report, however late its retries come', async () => {
    const reports = new Reports();
    reports.faults.set('#b', { sent: false, reason: 'It does not answer.' });
    await reports.run({ at: undefined, run: 'run' });
    reports.time += 180_000;
    reports.faults.clear();
    const outcome = await reports.run({ at: undefined, run: 'run' });
    expect({ name: outcome.name, ...results(outcome) }).toEqual({
      name: '2026-11-24T0700Z',
      default: 'saidBefore',
      '#b': 'said',
    });
    expect((await reports.run({ at: undefined, run: 'another' })).name).toBe('2026-11-24T0703Z');
  });

  test('is not made, kept or told where the store cannot be read', async () => {
    const reports = new Reports();
    await reports.run();
    const before = new Map(reports.store.texts);
    reports.store.outage = 'The bucket is gone.';
    await expect(reports.run({ at: NEXT })).rejects.toThrow(StateUnreadable);
    expect(reports.store.texts).toEqual(before);
    expect(reports.heard).toHaveLength(2);
  });

  test('that two runs make at once is the one that was kept first, in both', async () => {
    const reports = new Reports();
    let others = 1;
    reports.store.beforeWrite = (name) => {
      if (name === `${NAME}.json` && others-- > 0) reports.store.put(name, '{"made":"elsewhere","before":null,"notices":[]}');
    };
    expect(await reports.run()).toMatchObject({ isNew: false, report: { made: 'elsewhere' } });
    expect(reports.kept('latest.json').made).toBe('elsewhere');
  });

  test('is remembered among a hundred, however old it is', async () => {
    const reports = new Reports();
    for (let minute = 0; minute < 120; minute += 1)
      await reports.run({ at: new Date(FIRST.getTime() + minute * 60_000), channels: ['a'] });
    const old = new Date('2026-01-01T00:00:00Z');
    await reports.run({ at: old, channels: ['a'] });
    expect(results(await reports.run({ at: old, channels: ['a'] }))).toEqual({ a: 'saidBefore' });
    expect(JSON.parse(reports.store.texts.get('said') ?? '').reports).toHaveLength(100);
  });
});

describe('A channel', () => {
  const refused: Sent = { sent: false, reason: 'Access is denied.', isFinal: true };
  const failed: Sent = { sent: false, reason: 'It does not answer.' };

  test('that fails keeps no other from being told, and is told at the next try, alone', async () => {
    const reports = new Reports();
    reports.faults.set('default', failed);
    expect((await reports.run()).said).toEqual([
      { channel: 'default', result: 'failed', problem: 'It does not answer.' },
      { channel: '#b', result: 'said', problem: null },
    ]);
    reports.faults.clear();
    await reports.run();
    expect(reports.heard.map(([channel]) => channel)).toEqual(['#b', 'default']);
  });

  test('that refuses for good is told from one that may take it later', async () => {
    const reports = new Reports();
    reports.faults.set('default', refused);
    reports.faults.set('#b', 'closed');
    expect((await reports.run()).said).toEqual([
      { channel: 'default', result: 'refused', problem: 'Access is denied.' },
      { channel: '#b', result: 'refused', problem: 'There is no such channel, so nobody was told.' },
    ]);
  });

  test('that is named twice is told once', async () => {
    const reports = new Reports();
    await reports.run({ channels: ['default', 'default'] });
    expect(reports.heard).toHaveLength(1);
  });

  test('is told by one of two runs at once; the other finds it busy', async () => {
    const reports = new Reports();
    let other: Awaited<ReturnType<Reports['run']>> | undefined;
    reports.whileSending = async () => {
      reports.whileSending = undefined;
      other = await reports.run({ channels: ['default'] });
    };
    await reports.run({ channels: ['default'] });
    expect({ heard: reports.heard.length, ...results(other ?? { said: [] }) }).toEqual({ heard: 1, default: 'busy' });
  });

  test.each([
    ['diesBefore', 1],
    ['diesAfter', 2],
  ] as const)('whose sender dies (%s) is busy for two minutes, then told: heard %i times', async (fault, times) => {
    const reports = new Reports();
    reports.faults.set('default', fault);
    await expect(reports.run({ channels: ['default'] })).rejects.toThrow(Death);
    reports.faults.clear();
    reports.time += 60_000;
    expect(results(await reports.run({ channels: ['default'] }))).toEqual({ default: 'busy' });
    reports.time += 60_000;
    expect(results(await reports.run({ channels: ['default'] }))).toEqual({ default: 'said' });
    expect(reports.heard).toHaveLength(times);
  });

  test('that a run took over from one that seemed dead is not given back by that one', async () => {
    const reports = new Reports();
    reports.faults.set('default', failed);
    reports.whileSending = async () => {
      reports.whileSending = undefined;
      reports.time += 121_000;
      reports.faults.clear();
      await reports.run({ channels: ['default'] });
    };
    await reports.run({ channels: ['default'] });
    reports.faults.clear();
    expect(results(await reports.run({ channels: ['default'] }))).toEqual({ default: 'saidBefore' });
    expect(reports.heard).toHaveLength(1);
  });
});

const CHANNELS = ['a', 'b', 'c'] as const;
type Fault = 'none' | 'fails' | 'diesBefore' | 'diesAfter' | 'conflict';
type Try = Readonly<Record<(typeof CHANNELS)[number], Fault>> & { readonly minutes: number };

/** One run with its faults. @returns the channel that heard of it from a run that died then; `undefined` for none */
async function befall(reports: Reports, { minutes, ...faults }: Try): Promise<string | undefined> {
  reports.faults.clear();
  for (const [channel, one] of Object.entries(faults)) {
    if (one === 'fails') reports.faults.set(channel, { sent: false, reason: '' });
    if (one === 'diesBefore' || one === 'diesAfter') reports.faults.set(channel, one);
  }
  let conflicts = Object.values(faults).filter((one) => one === 'conflict').length;
  reports.store.beforeWrite = (name) => {
    const text = reports.store.texts.get(name);
    if (name === 'said' && text !== undefined && conflicts-- > 0) reports.store.put(name, text);
  };
  const before = reports.heard.length;
  const ended = await reports.run({ channels: CHANNELS }).catch((error: unknown) => error);
  if (ended instanceof Error && !(ended instanceof Death)) throw ended;
  reports.time += minutes * 60_000;
  const last = reports.heard.slice(before).at(-1)?.[0];
  return ended instanceof Death && last !== undefined && reports.faults.get(last) === 'diesAfter' ? last : undefined;
}

const fault = fc.constantFrom<Fault>('none', 'fails', 'diesBefore', 'diesAfter', 'conflict');
const oneTry: fc.Arbitrary<Try> = fc.record({ a: fault, b: fault, c: fault, minutes: fc.constantFrom(0, 1, 3) });

test('Whatever befalls its runs, each channel reads of a report once, and once more for each death between sending and marking', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oneTry, { maxLength: 6 }), async (tries) => {
      const reports = new Reports();
      const deaths: (string | undefined)[] = [];
      for (const one of tries) deaths.push(await befall(reports, one));
      await befall(reports, { a: 'none', b: 'none', c: 'none', minutes: 5 });
      await befall(reports, { a: 'none', b: 'none', c: 'none', minutes: 5 });
      for (const channel of CHANNELS) {
        const heard = reports.heard.filter(([name]) => name === channel);
        expect(heard).toHaveLength(1 + deaths.filter((one) => one === channel).length);
        expect(new Set(heard.map(([, made]) => made))).toEqual(new Set(['number 1']));
      }
    }),
    { numRuns: Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 10 },
  );
});

describe('The list of reports', () => {
  test.each([
    ['{', 'it is no JSON'],
    ['{"apiVersion":"rolecall/v2"}', 'it is not a list of reports: apiVersion is wrong'],
    ['[]', 'it is not a list of reports: all of it is wrong'],
    [
      '{"apiVersion":"rolecall/v1","kind":"SaidReports","account":"999999999999","reports":[]}',
      'it is of account 999999999999, and this is 111122223333',
    ],
  ])('that is damaged or somebody else’s stops the run: %s', async (text, why) => {
    const reports = new Reports();
    reports.store.put('said', text);
    await expect(reports.run()).rejects.toThrow(why);
    expect(reports.store.writes).toEqual([]);
  });
});
