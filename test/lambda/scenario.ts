import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, expect, jest, test } from '@jest/globals';
import type { Ran } from './deliveries.ts';
import type { WorldOptions } from './installation.ts';
import { forbiddenCalls } from './may-make.ts';
import { FUNCTION_NAMES } from './stack/deployed-function.ts';
import { openWorld, type World } from './world.ts';

/** The server is slow, and slower on a busy machine. */
jest.setTimeout(120_000);

const counts: Record<string, number> = {};

/** A test in a world of its own. Every call that a function makes in it must be one that its own packaged role allows. */
export function scenario(title: string, options: WorldOptions, body: (world: World) => Promise<void>): void {
  test(title, async () => {
    const world = await openWorld(options);
    try {
      await body(world);
      for (const name of FUNCTION_NAMES) {
        expect([name, forbiddenCalls(name, world)]).toEqual([name, []]);
        for (const { action } of world.functions[name].proxy.calls) counts[action] = (counts[action] ?? 0) + 1;
      }
    } finally {
      await world.close();
    }
  });
}

/** For whoever wants to know which calls were seen. */
afterAll(() => {
  const { testPath = '' } = expect.getState();
  mkdirSync('reports/lambda/calls', { recursive: true });
  const file = `reports/lambda/calls/${testPath.split(/[\\/]/).at(-1)}.json`;
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(Object.entries(counts).sort()), null, 2)}\n`);
});

/** A first pass, which only observes, for there is no state yet. */
export async function beginning(world: World): Promise<void> {
  await world.strike();
  await world.deliver();
}

/** Brings these specs' roles into being. */
export async function established(world: World, specs: Readonly<Record<string, string>>): Promise<void> {
  await beginning(world);
  for (const [name, text] of Object.entries(specs)) await world.putSpec(name, text);
  await world.deliverAll();
}

/** The log lines with this message, parsed. */
export function logged(message: string, { log }: Pick<Ran, 'log'>): readonly Readonly<Record<string, unknown>>[] {
  return log
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.message === message);
}
