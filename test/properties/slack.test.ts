import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { openChannels } from '../../adapters/channels/open-channels.ts';
import { SsmSecret } from '../../adapters/channels/ssm-secret.ts';
import type { Notice } from '../../controller/alerts/alert.ts';
import type { Channel } from '../../controller/alerts/alert-ports.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { alertWording } from '../../report/alerts/alert-wording.ts';
import { Death, episodesIn, MemoryAlertStore, violation } from '../alerts/alert-world.ts';
import { announcements } from '../slack/read-message.ts';
import { type Fault, SlackServer } from '../slack/slack-server.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
/** Of the controller, each with its own violations and faults; a thousand by default. */
const RUNS = SCALE * 50;
const RUNS_A_LIFE = 20;
const NAMES = ['orders', 'billing', 'stock', 'search', 'mail'];
const DAY = 86_400;
/** Milliseconds; a busy machine must be able to answer within them. */
const TIMEOUT = 400;
const policy = { routes: [], alertSeverity: 'high', reminderSeconds: DAY, failingRuns: 3 } as const;

interface Moment {
  readonly minutes: number;
  readonly wrong: readonly string[];
  readonly value: string;
  readonly faults: readonly Fault[];
  readonly death: 'none' | 'before' | 'after';
  readonly isRotated: boolean;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 24, arbitrary: fc.constant({ kind: 'none' } as const) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 502, 503) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('rateLimited' as const), seconds: fc.constantFrom(1, 3, 100, undefined) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('closed' as const), taken: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('slow' as const), taken: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('refused' as const, 'garbage' as const),
      word: fc.constantFrom('fatal_error', 'is_archived', 'msg_too_long', 'thread_locked', 'a_new_word'),
    }),
  },
);

const moment: fc.Arbitrary<Moment> = fc.record({
  minutes: fc.constantFrom(5, 60, 600, 1440, 3000),
  wrong: fc.subarray(NAMES),
  value: fc.constantFrom('a', 'b'),
  faults: fc.array(fault, { maxLength: 5 }),
  death: fc.constantFrom('none', 'none', 'none', 'none', 'before', 'after'),
  isRotated: fc.constantFrom(false, false, false, false, true),
});

const calm = (last: Moment): Moment => ({ ...last, minutes: 10, faults: [], death: 'none', isRotated: false });

/** How often one subject went wrong and was mended. */
function dueFor(name: string, moments: readonly Moment[]) {
  let [open, opened, resolved] = [false, 0, 0];
  for (const { wrong } of moments) {
    const isWrong = wrong.includes(name);
    opened += Number(isWrong && !open);
    resolved += Number(open && !isWrong);
    open = isWrong;
  }
  return { opened, resolved };
}

const server = new SlackServer();
const ssm = mockClient(SSMClient);
const { fetch } = globalThis;
/** What was taken while a client got no answer: it cannot know, so that it says it again. */
const unanswered = new Set<number>();

beforeAll(async () => {
  await server.start();
  globalThis.fetch = async (...request) => {
    const before = server.taken.length;
    return await fetch(...request).catch((error: unknown) => {
      for (let index = before; index < server.taken.length; index++) unanswered.add(index);
      throw error;
    });
  };
});

afterAll(async () => {
  globalThis.fetch = fetch;
  await server.stop();
});

/** A workspace of Slack's, the secret that opens it, and a clock that passes without anybody waiting. */
class Life {
  readonly #kind: 'webhook' | 'bot';
  readonly #store = new MemoryAlertStore();
  readonly #secret = new SsmSecret(
    async () => new SSMClient({ region: 'eu-west-1' }),
    '/rolecall/slack',
    () => this.now,
  );
  now = Date.parse('2026-01-01T00:00:00Z');
  #rotations = 0;
  #quietUntil = 0;
  impatience = 0;
  /** How often one run sent one message at most that was taken while nobody answered. */
  mostUnanswered = 0;
  /** What the runs know to be said. */
  readonly marked: Notice[] = [];
  /** How many messages were taken without anybody being told so, or by a run that died then. */
  readonly doubtful: number[] = [];

  constructor(kind: 'webhook' | 'bot') {
    this.#kind = kind;
    server.forget();
    unanswered.clear();
    server.onRateLimit = (seconds) => {
      this.#quietUntil = this.now + seconds * 1000;
    };
    server.onRequest = () => {
      if (this.now < this.#quietUntil) this.impatience += 1;
    };
    this.#rotate();
  }

  #rotate(): void {
    this.#rotations += 1;
    server.webhooks.clear();
    server.tokens.clear();
    const token = `xoxb-${this.#rotations}`;
    const Value = this.#kind === 'bot' ? token : server.webhook(`T0/B0/${this.#rotations}`);
    server.tokens.add(token);
    ssm.reset();
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value } });
  }

  async live(run: number, { minutes, wrong, value, faults, death, isRotated }: Moment): Promise<void> {
    this.now += minutes * 60_000;
    if (isRotated) this.#rotate();
    server.faults.splice(0, server.faults.length, ...faults);
    const before = server.taken.length;
    const now = new Date(this.now);
    const telling = {
      run: String(run),
      account: '111122223333',
      store: this.#store,
      channels: { open: (name: string) => this.#open(name, death) },
    };
    const violations = wrong.map((name) => violation(name, { value }));
    await tell({ run: String(run), violations, unjudged: [], isJudged: () => true }, { ...telling, policy, now }).catch(
      unlessDeath,
    );
    const inDoubt = new Map<string, number>();
    for (let index = before; index < server.taken.length; index++) {
      const { text = '', thread = null } = server.taken[index] ?? {};
      const message = JSON.stringify([thread, text]);
      if (unanswered.has(index)) inDoubt.set(message, (inDoubt.get(message) ?? 0) + 1);
      if (death === 'after' || unanswered.has(index)) this.doubtful.push(index);
    }
    this.mostUnanswered = Math.max(this.mostUnanswered, ...inDoubt.values());
  }

  async #open(name: string, death: Moment['death']): Promise<Channel | undefined> {
    const deadline = this.now + 60_000;
    const patience = {
      left: () => deadline - this.now,
      wait: async (milliseconds: number) => {
        this.now += milliseconds;
      },
    };
    const slack = { url: `${server.address}/api/`, timeout: TIMEOUT };
    const settings = {
      secret: this.#secret,
      defaultChannel: '#alerts',
      eventBus: undefined,
      client: {},
      wording: alertWording(null),
      patience,
      slack,
    };
    const channel = await openChannels(settings).open(name);
    return channel === undefined || name === 'events' ? channel : this.#mortal(channel, death);
  }

  #mortal(channel: Channel, death: Moment['death']): Channel {
    return {
      send: async (...waiting) => {
        if (death === 'before') throw new Death();
        const sent = await channel.send(...waiting);
        if (death === 'after') throw new Death();
        this.marked.push(...(sent.sent ? waiting[0].notices : (sent.said?.notices ?? [])));
        return sent;
      },
    };
  }
}

function unlessDeath(error: unknown): void {
  if (!(error instanceof Death)) throw error;
}

const KINDS: Readonly<Record<string, 'New' | 'again' | 'Resolved'>> = {
  New: 'New',
  Changed: 'again',
  'Still open': 'again',
  Resolved: 'Resolved',
};

/** What a run knows to be said of one subject. */
function saidOf(name: string, marked: readonly Notice[]) {
  const due = { New: 0, again: 0, Resolved: 0 };
  const kinds = { opened: 'New', updated: 'again', reminder: 'again', resolved: 'Resolved' } as const;
  for (const {
    kind,
    violation: { subject },
  } of marked)
    due[kinds[kind]] += Number(subject.name === name);
  return due;
}

/** How often each was read, and how often of that in messages that may have been doubled. */
function read(name: string, doubtful: readonly number[]) {
  const all = { New: 0, again: 0, Resolved: 0 };
  const perhapsTwice = { New: 0, again: 0, Resolved: 0 };
  for (const [index, message] of server.taken.entries())
    for (const one of announcements(message)) {
      const kind = KINDS[one.kind];
      if (one.name !== name || kind === undefined) continue;
      all[kind] += 1;
      if (doubtful.includes(index)) perhapsTwice[kind] += 1;
    }
  return { all, perhapsTwice };
}

/** Whether whoever reads everything in its order takes it for over, or never heard of it. */
function isOverAsRead(name: string): boolean {
  const mine = server.taken.flatMap(announcements).filter((one) => one.name === name);
  return mine.length === 0 || mine.at(-1)?.kind === 'Resolved';
}

test.each(['webhook', 'bot'] as const)(
  'Whatever befalls runs and Slack, people read once (%s) of everything new, are reminded on time, read once of its end, and last what is true',
  async (kind) => {
    const seen = { runs: 0, requests: 0, notices: 0, doubles: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: RUNS_A_LIFE, maxLength: RUNS_A_LIFE }), async (random) => {
        const last = random.at(-1) as Moment;
        const moments = [...random, calm(last), calm(last)];
        const life = new Life(kind);
        for (const [index, one] of moments.entries()) await life.live(index, one);
        expect(life.impatience).toBe(0);
        expect(life.mostUnanswered).toBeLessThanOrEqual(2);
        for (const name of NAMES) {
          expect({ name, ...episodesIn(life.marked, name) }).toEqual({ name, ...dueFor(name, moments) });
          expect({ name, isOver: isOverAsRead(name) }).toEqual({ name, isOver: !last.wrong.includes(name) });
          const { all, perhapsTwice } = read(name, life.doubtful);
          const due = saidOf(name, life.marked);
          for (const said of ['New', 'again', 'Resolved'] as const) {
            expect({ name, said, read: all[said] >= due[said] }).toEqual({ name, said, read: true });
            const doubles = all[said] - due[said];
            expect({ name, said, isExcused: doubles <= perhapsTwice[said] }).toEqual({ name, said, isExcused: true });
            seen.notices += due[said];
            seen.doubles += doubles;
          }
        }
        seen.runs += moments.length;
        seen.requests += server.requests;
      }),
      { numRuns: Math.ceil(RUNS / 2 / (RUNS_A_LIFE + 2)) },
    );
    console.info(
      `${kind}: ${seen.runs} runs, ${seen.requests} requests, ${seen.notices} notices, ${seen.doubles} of them read twice`,
    );
    expect(seen.doubles).toBeGreaterThan(0);
  },
  120_000,
);
