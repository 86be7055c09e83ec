import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STAGES, type Stage, type Times } from './client.ts';
import type { Wording } from './fleet.ts';
import { median } from './median.ts';

/** Measures passes over accounts that are in sync, prints a table and writes reports/bench.json. */
const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const DEFAULT_SIZES = [100, 1000, 5000, 10_000];
const WORDINGS: readonly Wording[] = ['as written', 'reworded'];
const GATES = { ratio: 1.4, goal: 1.25, megabytes: 512, growth: 1.15 };

interface Row {
  readonly roles: number;
  readonly wording: Wording;
  readonly calls: Readonly<Record<string, number>>;
  /** Milliseconds, medians. */
  readonly times: Readonly<Record<Stage, number>>;
  /** A pass to the bare SDK, median of the rounds' own ratios: by the clock, and by the processor's time. */
  readonly ratio: number;
  readonly cpuRatio: number;
  readonly microsecondsPerRole: number;
  readonly megabytes: number;
  readonly bareMegabytes: number;
}

const script = (name: string) => fileURLToPath(new URL(`${name}.js`, import.meta.url));

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('a measurement died'))),
  ]);
  return message as T;
}

async function measure<T>(endpoint: string, roles: number, task: string): Promise<T> {
  const child = fork(script('measure'), [endpoint, String(roles), task], { execArgv: ['--expose-gc', '--no-warnings'] });
  const answer = await answerOf<T>(child);
  child.kill();
  return answer;
}

async function callsOf(server: ChildProcess): Promise<Record<string, number>> {
  server.send('calls');
  return (await answerOf<{ calls: Record<string, number> }>(server)).calls;
}

async function row(roles: number, wording: Wording): Promise<Row> {
  const server = fork(script('replay'), [String(roles), wording]);
  const { port } = await answerOf<{ port: number }>(server);
  const endpoint = `http://127.0.0.1:${port}`;
  const { peak: bareMegabytes } = await measure<{ peak: number }>(endpoint, roles, 'sdk');
  await callsOf(server);
  const { peak: megabytes } = await measure<{ peak: number }>(endpoint, roles, 'pass');
  const calls = await callsOf(server);
  const { rounds } = await measure<{ rounds: Times[] }>(endpoint, roles, String(roles >= 5000 ? 5 : 9));
  server.kill();
  const times = Object.fromEntries(
    STAGES.map((stage) => [stage, median(rounds.map((round) => round[stage].wall))]),
  ) as Row['times'];
  const ratio = median(rounds.map(({ pass, sdk }) => pass.wall / sdk.wall));
  const cpuRatio = median(rounds.map(({ pass, sdk }) => pass.cpu / sdk.cpu));
  return {
    roles,
    wording,
    calls,
    times,
    ratio,
    cpuRatio,
    microsecondsPerRole: (times.pass / roles) * 1000,
    megabytes,
    bareMegabytes,
  };
}

function line({ roles, wording, calls, times, ratio, cpuRatio, microsecondsPerRole, megabytes, bareMegabytes }: Row): string {
  const { sdk, decode, read, pass } = times;
  const parts = [sdk, decode - sdk, read - decode, pass - read].map((time) => time.toFixed(0).padStart(7)).join('');
  const made = Object.entries(calls)
    .map(([call, count]) => `${count} ${call}`)
    .join(', ');
  const figures = `${pass.toFixed(0).padStart(7)}${ratio.toFixed(2).padStart(7)}${cpuRatio.toFixed(2).padStart(5)}${microsecondsPerRole.toFixed(0).padStart(9)}`;
  return `${String(roles).padStart(6)}  ${wording.padEnd(11)}${parts}${figures}${megabytes.toFixed(0).padStart(7)}${bareMegabytes.toFixed(0).padStart(7)}  ${made}`;
}

const rows: Row[] = [];
console.log(' roles  inline         sdk decode   join  judge   pass  ratio  cpu  µs/role     MB bareMB  calls (times in ms)');
for (const wording of WORDINGS) {
  for (const roles of SIZES.length > 0 ? SIZES : DEFAULT_SIZES) {
    rows.push(await row(roles, wording));
    console.log(line(rows.at(-1) as Row));
  }
}
const perRole = (roles: number) =>
  rows.find((each) => each.roles === roles && each.wording === 'as written')?.microsecondsPerRole ?? Number.NaN;
const growth = perRole(10_000) / perRole(1000);
console.log(
  `time per role at 10,000 against 1,000: ${Number.isNaN(growth) ? 'not measured' : growth.toFixed(2)} (gate ${GATES.growth}); ratio: gate ${GATES.ratio}, goal ${GATES.goal}; memory: gate ${GATES.megabytes} MB`,
);
mkdirSync('reports', { recursive: true });
writeFileSync('reports/bench.json', `${JSON.stringify({ node: process.version, gates: GATES, growth, rows }, null, 2)}\n`);
