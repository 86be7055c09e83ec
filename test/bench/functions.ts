import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { missingRuntime } from '../lambda/runtime/installed.ts';
import { bytesOf, heaviest, hotPath } from './hot-path.ts';
import { median } from './median.ts';
import { bundledFunction, emptyFunction, type StartUp, startUp } from './start-up.ts';

/** Prints how large each Lambda function is and how long it takes to start, and writes reports/bench-functions.json. */
const GATES = { bytes: 700_000, ratio: 5, goal: 4 };
const PAIRS = 15;

/** What wakes a function on schedule, where it is not what wakes the controller. */
const FIRST_MESSAGES = new Map([['audit', '{"rolecall":"sweep"}']]);

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;

/** One after the other, so that whatever else the machine does meets both. */
async function pairs(name: string): Promise<readonly (readonly [StartUp, StartUp])[]> {
  const empty = emptyFunction(resolve('reports/bench/empty'));
  const bundled = bundledFunction(name, process.cwd());
  const all: (readonly [StartUp, StartUp])[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) all.push([await startUp(empty), await startUp(bundled, FIRST_MESSAGES.get(name))]);
  return all;
}

async function timesOf(name: string) {
  const measured = await pairs(name);
  return {
    empty: median(measured.map(([empty]) => empty.asking)),
    asking: median(measured.map(([, own]) => own.asking)),
    calling: median(measured.map(([, own]) => own.calling)),
    ratio: median(measured.map(([empty, own]) => own.asking / empty.asking)),
    callingRatio: median(measured.map(([empty, own]) => own.calling / empty.calling)),
  };
}

async function figuresOf(name: string, metafile: Metafile) {
  const hot = hotPath(metafile);
  const bytes = bytesOf(hot);
  const weights = heaviest(hot, 8).map(([part, size]) => `${part} ${kilobytes(size)}`);
  console.log(`${name}: hot path ${kilobytes(bytes)} minified (gate ${kilobytes(GATES.bytes)}); heaviest: ${weights.join(', ')}`);
  const missing = missingRuntime();
  if (missing !== undefined) {
    console.log(`${name}: start-up not measured. ${missing}`);
    return { name, bytes };
  }
  const times = await timesOf(name);
  console.log(
    `${name}: start-up ${times.ratio.toFixed(1)} times an empty handler's (gate ${GATES.ratio}, goal ${GATES.goal}): ${times.asking.toFixed(0)} ms to ${times.empty.toFixed(0)} ms;` +
      ` to its first call to AWS ${times.callingRatio.toFixed(1)} times, ${times.calling.toFixed(0)} ms`,
  );
  return { name, bytes, ...times };
}

const FOLDER = 'dist/lambda';
const METAFILE = '.metafile.json';
const functions = [];
for (const file of readdirSync(FOLDER).filter((each) => each.endsWith(METAFILE))) {
  const metafile: Metafile = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
  functions.push(await figuresOf(file.slice(0, -METAFILE.length), metafile));
}
writeFileSync('reports/bench-functions.json', `${JSON.stringify({ gates: GATES, functions }, null, 2)}\n`);
