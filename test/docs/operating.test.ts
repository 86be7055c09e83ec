import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { emptyIndex } from '../../controller/audit/state/audit-index.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import { auditMetrics } from '../../handlers/audit/tell-audit.ts';
import { malformedMessages, runMetrics } from '../../report/run/run-metrics.ts';
import { toldMetrics } from '../../report/run/told-metrics.ts';
import { fullReport } from '../report/full-report.ts';

const text = readFileSync('docs/operating.md', 'utf8');
/** CloudFormation's short functions are of no interest here. */
const readYaml = (file: string) => parse(readFileSync(file, 'utf8'), { logLevel: 'silent' });
const stack = readYaml('serverless.yml') as {
  params: { default: Record<string, string | number> };
  functions: Record<'reconcile' | 'audit' | 'notify' | 'report', { memorySize: number }>;
};
const resources = readdirSync('stack/resources')
  .map((file) => readFileSync(`stack/resources/${file}`, 'utf8'))
  .join('\n');

function section(title: string): string {
  return text.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

function rows(title: string, under = section(title)): readonly (readonly string[])[] {
  const lines = under.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

/** `4,800 × 10 × 1`. */
function product(amount: string): number {
  return amount.split('×').reduce((result, factor) => result * Number(factor.replaceAll(',', '')), 1);
}

/** They are measured one by one, where the report is told. */
function metricsOfTheReport(): readonly string[] {
  return [...readFileSync('handlers/report/tell-report.ts', 'utf8').matchAll(/measure\(\{ name: '(\w+)'/g)].map(
    ([, name = '']) => name,
  );
}

describe('what it costs', () => {
  const all = rows('What it costs');
  const items = all.slice(0, -1).map(([what = '', amount = '', price = '', dollars = '']) => ({ what, amount, price, dollars }));

  test.each(items)('$what: amount times price', ({ amount, price, dollars }) => {
    expect((product(amount) * Number(price)).toFixed(2)).toBe(dollars);
  });

  test('the last row is the sum of the others', () => {
    const sum = items.reduce((total, { dollars }) => total + Number(dollars), 0);
    expect(all.at(-1)?.at(-1)).toContain(`**${sum.toFixed(2)}**`);
  });

  const amountOf = (what: string) => items.find((item) => item.what === what)?.amount ?? '';

  test('the passes are those of the schedule that is deployed', () => {
    expect(stack.params.default.schedule).toBe('rate(10 minutes)');
    expect(text).toContain('30 × 24 × 6 = 4,320 passes a month on schedule');
  });

  test.each([
    ['reconcile', 'Lambda, GB-seconds of the controller on arm64'],
    ['audit', 'Lambda, GB-seconds of the audit on arm64'],
    ['notify', 'Lambda, GB-seconds of the telling on arm64'],
    ['report', 'Lambda, GB-seconds of the report on arm64'],
  ] as const)('the memory is what the function %s has', (name, what) => {
    expect(amountOf(what).endsWith(`× ${stack.functions[name].memorySize / 1024}`)).toBe(true);
  });

  test('the sweeps, reminders and reports are those of the schedules that are deployed', () => {
    expect(stack.params.default.auditSchedule).toBe('rate(1 day)');
    expect(stack.params.default.reportSchedule).toBe('cron(0 6 * * ? *)');
    expect(resources).toContain('ScheduleExpression: rate(1 hour)');
    expect(product(amountOf('EventBridge Scheduler, invocations'))).toBe(30 * 24 * 6 + 30 + 30 * 24 + 30);
  });

  test('every alarm and every metric is counted', () => {
    expect(amountOf('CloudWatch, alarms')).toBe(String(resources.match(/Type: AWS::CloudWatch::Alarm\n/g)?.length));
    const pass = { result: 'done', report: fullReport({ roles: [] }), state: emptyState('111122223333'), requeued: [] } as const;
    const audited = auditMetrics({ index: emptyIndex('111122223333'), unannounced: [] });
    const names = [
      ...runMetrics(pass, {}),
      ...audited,
      malformedMessages(1),
      ...toldMetrics({ channels: [], waiting: 0, open: {} }),
    ].map(({ name }) => name);
    expect(amountOf('CloudWatch, metrics')).toBe(String(new Set([...names, ...metricsOfTheReport()]).size));
  });
});

test('every alarm that is deployed is explained, and no other', () => {
  const deployed = [...resources.matchAll(/AlarmName: !Sub "\$\{Name\}-([\w-]+)"/g)].map(([, name]) => name);
  const explained = rows('Alarms').map(([name = '']) => name.replaceAll('`', '').replace('rolecall-', ''));
  expect([...explained].sort()).toEqual([...deployed].sort());
});

describe('parameters', () => {
  const known = stack.params.default;

  test('that commands give exist', () => {
    for (const [, name = ''] of text.matchAll(/--param "(\w+)=/g)) expect(Object.keys(known)).toContain(name);
  });

  test('that the table explains exist, with the default that it tells', () => {
    for (const [names = '', told = ''] of rows('Parameters', text.split('### Parameters\n')[1]?.split('\n### ')[0])) {
      for (const [, name = ''] of names.matchAll(/`(\w+)`/g)) {
        expect(Object.keys(known)).toContain(name);
        if (told.startsWith('`')) expect(`\`${known[name]}\``).toBe(told);
      }
    }
  });
});

test('queues, parameters and files that are named exist', () => {
  for (const name of ['requests', 'requests-dead', 'audits', 'audits-dead', 'notices', 'notices-dead', 'alarms', 'alerts']) {
    expect(text).toContain(`rolecall-${name}\``);
    expect(resources).toContain(`\${Name}-${name}"`);
  }
  for (const name of ['kill-switch', 'deployment']) expect(resources).toContain(`/\${Name}/${name}"`);
  for (const [, file = ''] of text.matchAll(/`((?:stack|serverless)[\w/.-]*\.yml)`/g))
    expect(() => readFileSync(file)).not.toThrow();
});
