import { beforeEach, describe, expect } from '@jest/globals';
import { shownText } from '../slack/read-message.ts';
import type { Fault } from '../slack/slack-server.ts';
import { serverAddress } from './account.ts';
import { namesBelow, placeOf, readText, versionsOf } from './aws/objects.ts';
import type { Ran } from './deliveries.ts';
import { listenToBus } from './listening.ts';
import { tamper } from './roles.ts';
import { established, logged, scenario } from './scenario.ts';
import { localSlack, putSlackSecret, telling } from './slack.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

const slack = await localSlack();

beforeEach(() => slack.forget());

/** What is no answer of Slack's is asked for once more. */
const NO_ANSWER: Fault = { kind: 'garbage', word: 'gateway' };

const MADE: Ran['outcome'] = { result: 'returned', value: null };

/** So many whole minutes ago, as Scheduler writes it. */
function minutesAgo(minutes: number): string {
  return `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 16)}:00Z`;
}

/** `2026-11-23T0600Z` */
function nameOf(at: string): string {
  return at.replace(/:(\d\d):00Z$/, '$1Z');
}

/** Scheduler invokes the function as the packaged schedule says. */
function scheduled({ workers: { report }, stack }: World, at: string): Promise<Ran> {
  return report.invoke(JSON.parse(stack.report.schedule.replace('<aws.scheduler.scheduled-time>', at)));
}

function reportsIn({ clients: { s3 }, stack }: World) {
  const place = placeOf(stack.report.environment.ROLECALL_REPORTS);
  return {
    names: () => namesBelow(s3, place),
    read: (name: string) => readText(s3, place, name),
    versions: (name: string) => versionsOf(s3, place, name),
  };
}

/** A role that somebody changed while the controller only observes. */
async function drifted(world: World): Promise<void> {
  await established(world, { 'orders.yaml': spec('orders') });
  await world.setKillSwitch('observe');
  await tamper(world, 'orders');
  await world.deliver();
}

function summaries(): readonly string[] {
  return slack.taken.map(({ blocks }) => shownText(blocks));
}

describe('The scheduled report', () => {
  scenario(
    'is kept as JSON and as a page, and its summary said once, however often it is asked for',
    telling(slack, 'webhook'),
    async (world) => {
      await putSlackSecret(world, slack.webhook('T0/B0/secret'));
      await drifted(world);
      const heard = await listenToBus(world);
      const reports = reportsIn(world);
      const at = minutesAgo(2);
      expect((await scheduled(world, at)).outcome).toEqual(MADE);
      const [json, html] = [`${nameOf(at)}.json`, `${nameOf(at)}.html`];
      expect(await reports.names()).toEqual([html, json, 'latest.html', 'latest.json', 'said.json.gz']);
      expect(JSON.parse(await reports.read(json))).toMatchObject({ kind: 'Overview', summary: { roles: 1, drifted: 1 } });
      const page = await reports.read(html);
      expect(page).toContain('inlinePolicies[Backdoor]');
      expect(await reports.read('latest.html')).toBe(page);
      expect(summaries()).toEqual([expect.stringMatching(/1 drifted[\s\S]*\.html/)]);
      expect(await heard()).toMatchObject([{ detailType: 'Rolecall Report' }]);

      expect((await scheduled(world, at)).outcome).toEqual(MADE);
      expect(await reports.versions(json)).toBe(1);
      expect(await reports.read(html)).toBe(page);
      expect(summaries()).toHaveLength(1);
      expect(await heard()).toEqual([]);

      await world.setKillSwitch('enforce');
      await world.strike();
      await world.deliver();
      const next = minutesAgo(1);
      await scheduled(world, next);
      expect(await reports.read('latest.json')).toBe(await reports.read(`${nameOf(next)}.json`));
      expect(JSON.parse(await reports.read('latest.json'))).toMatchObject({
        summary: { drifted: 0 },
        changes: { gone: [expect.anything()] },
      });
      expect(summaries()).toHaveLength(2);
    },
  );

  scenario(
    'whose summary Slack does not take fails, and the next attempt says it there, and nowhere twice',
    telling(slack, 'webhook'),
    async (world) => {
      await putSlackSecret(world, slack.webhook('T0/B0/secret'));
      await drifted(world);
      const heard = await listenToBus(world);
      const at = minutesAgo(1);
      slack.faults.push(NO_ANSWER, NO_ANSWER);
      const failed = await scheduled(world, at);
      expect(failed.outcome).toMatchObject({ result: 'failed', error: { errorType: 'NotTold' } });
      expect(logged('channel failed', failed)).toHaveLength(1);
      expect(await heard()).toHaveLength(1);
      expect((await scheduled(world, at)).outcome).toEqual(MADE);
      expect(summaries()).toHaveLength(1);
      expect(await heard()).toEqual([]);
    },
  );

  scenario(
    'opens by its link for whoever has it, where the deployment says so',
    { ...telling(slack, 'webhook'), parameters: { ...telling(slack, 'webhook').parameters, ReportLink: 'presigned:2' } },
    async (world) => {
      await putSlackSecret(world, slack.webhook('T0/B0/secret'));
      await established(world, { 'orders.yaml': spec('orders') });
      await scheduled(world, minutesAgo(1));
      const [summary = ''] = summaries();
      expect(summary).toMatch(/The link works until/);
      const { pathname, search } = new URL(/http[^\s>]*/.exec(summary)?.[0] ?? '');
      const page = await fetch(new URL(pathname + search, serverAddress()));
      expect(await page.text()).toContain('<!doctype html>');
    },
  );

  scenario('without Slack goes to the topic of the deployment, and wakes nobody', {}, async (world) => {
    await established(world, { 'orders.yaml': spec('orders') });
    await world.workers.notify.deliverAll();
    const { outcome, calls } = await world.workers.report.invoke({ rolecall: 'report' });
    expect(outcome).toEqual(MADE);
    expect(calls.filter((call) => call === 'sns:Publish')).toHaveLength(1);
    expect(await world.workers.notify.queue()).toMatchObject({ visible: 0 });
  });
});
