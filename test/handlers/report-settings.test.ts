import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readReportSettings } from '../../handlers/report/report-settings.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-report';
const TOPIC = 'sns:arn:aws:sns:eu-west-1:111122223333:alerts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-report-settings-'));
  writeFileSync(join(folder, 'rolecall.yml'), 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  owner: platform\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function settings(changes: Readonly<Record<string, string>> = {}) {
  const environment = {
    ROLECALL_STATE: 's3://state/controller',
    ROLECALL_AUDITS: 's3://state/audits',
    ROLECALL_REPORTS: 's3://state/reports',
    ROLECALL_CONFIG: join(folder, 'rolecall.yml'),
    ...changes,
  };
  return readReportSettings(environment, FUNCTION);
}

describe('The settings of the report', () => {
  test('become values', async () =>
    expect(await settings()).toMatchObject({
      account: { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' },
      guards: { owner: 'platform' },
      state: { bucket: 'state', prefix: 'controller' },
      audits: { bucket: 'state', prefix: 'audits' },
      reports: { bucket: 'state', prefix: 'reports' },
      reportChannels: ['default'],
      linkHours: null,
    }));

  test('name channels, and machines with them where there is a bus', async () => {
    const { reportChannels } = await settings({
      ROLECALL_REPORT_CHANNELS: `default, #iam-drift,${TOPIC}`,
      ROLECALL_EVENT_BUS: 'default',
    });
    expect(reportChannels).toEqual(['default', '#iam-drift', TOPIC, 'events']);
  });

  test.each([
    ['', null],
    ['console', null],
    ['presigned:1', 1],
    ['presigned:12', 12],
  ])('say what a link is: %j', async (ROLECALL_REPORT_LINK, hours) =>
    expect((await settings({ ROLECALL_REPORT_LINK })).linkHours).toBe(hours),
  );

  test.each([
    [{ ROLECALL_REPORTS: 'reports' }, 'ROLECALL_REPORTS is "reports": write where reports are kept'],
    [{ ROLECALL_REPORT_LINK: 'presigned:13' }, 'ROLECALL_REPORT_LINK is "presigned:13": write console, or presigned:'],
    [{ ROLECALL_REPORT_LINK: 'presigned' }, 'the hours from 1 to 12'],
    [{ ROLECALL_REPORT_LINK: 'presigned:0' }, 'the hours from 1 to 12'],
    [{ ROLECALL_REPORT_CHANNELS: 'default,,b' }, 'write the channels that are told of each report'],
    [{ ROLECALL_REPORT_CHANNELS: 'sns:alerts' }, 'write the channels that are told of each report'],
  ])('that are wrong are refused, with what to write: %j', (changes, words) =>
    expect(settings(changes as Record<string, string>)).rejects.toThrow(words),
  );

  test('show no secret that was put into them by mistake', async () => {
    const refused = settings({ ROLECALL_REPORT_CHANNELS: 'xoxb-1-secret' });
    await expect(refused).rejects.toThrow('ROLECALL_REPORT_CHANNELS is set to something else: write the channels');
    await expect(refused).rejects.not.toThrow('xoxb');
  });
});
