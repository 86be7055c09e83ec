import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAuditSettings } from '../../handlers/audit/audit-settings.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-audit';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-audit-settings-'));
  writeFileSync(join(folder, 'rolecall.yml'), 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  owner: platform\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function settings(changes: Readonly<Record<string, string>> = {}) {
  const environment = {
    ROLECALL_SPECS: 's3://specs/roles',
    ROLECALL_AUDITS: 's3://state/audits',
    ROLECALL_AUDIT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall-audits',
    ROLECALL_CONFIG: join(folder, 'rolecall.yml'),
    ...changes,
  };
  return readAuditSettings(environment, FUNCTION);
}

describe('The settings of the audit', () => {
  test('become values', async () =>
    expect(await settings()).toMatchObject({
      account: { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' },
      guards: { owner: 'platform' },
      audits: { bucket: 'state', prefix: 'audits' },
      regions: ['eu-west-1'],
      secondLookSeconds: 120,
    }));

  test('name further regions, and the home region once', async () => {
    const { regions } = await settings({ ROLECALL_AUDIT_REGIONS: 'us-east-1, eu-west-1,us-gov-west-1' });
    expect(regions).toEqual(['eu-west-1', 'us-east-1', 'us-gov-west-1']);
  });

  test.each([
    [{ ROLECALL_SPECS: '' }, 'ROLECALL_SPECS is not set: write where specs lie'],
    [{ ROLECALL_AUDITS: 'audits' }, 'ROLECALL_AUDITS is "audits": write where audits are kept'],
    [{ ROLECALL_AUDIT_QUEUE_URL: 'rolecall' }, 'write the URL of the queue that wakes this function'],
    [{ ROLECALL_AUDIT_REGIONS: 'us-east-1,evil.example/' }, 'write the further regions'],
    [{ ROLECALL_SECOND_LOOK_SECONDS: '901' }, 'write whole seconds from 0 to 900'],
  ])('that are wrong are refused, with what to write: %j', (changes, words) =>
    expect(settings(changes as Record<string, string>)).rejects.toThrow(words),
  );
});
