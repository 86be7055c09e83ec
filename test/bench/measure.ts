import { STAGES, type Stage, stages, type Time, type Times } from './client.ts';

/**
 * A process of its own for each measurement. Arguments: the endpoint, how many roles, and either how many rounds
 * to time, or the one stage whose memory to watch. It tells its parent what it found.
 */
const [endpoint = '', count = '0', task = '0'] = process.argv.slice(2);
const run = stages(endpoint, Number(count));
const WARM_UP = Number(count) >= 5000 ? 1 : 2;

async function timed(stage: Stage): Promise<Time> {
  globalThis.gc?.();
  const [start, used] = [performance.now(), process.cpuUsage()];
  await run[stage]();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

/** Every round times every stage, each time starting at another one, so that none has the better place. */
async function rounds(): Promise<Times[]> {
  const found: Times[] = [];
  for (let round = -WARM_UP; round < Number(task); round += 1) {
    const times = {} as Record<Stage, Time>;
    for (let step = 0; step < STAGES.length; step += 1) {
      const stage = STAGES[(step + round + WARM_UP) % STAGES.length] as Stage;
      times[stage] = await timed(stage);
    }
    if (round >= 0) found.push(times);
  }
  return found;
}

async function peakMegabytes(stage: Stage): Promise<number> {
  await run[stage]();
  return process.resourceUsage().maxRSS / 1024;
}

process.send?.(
  (STAGES as readonly string[]).includes(task) ? { peak: await peakMegabytes(task as Stage) } : { rounds: await rounds() },
);
process.disconnect?.();
