import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, readText, removeFolders, run } from '../cli/console.ts';
import { BOUNDED_ROLE, boundedExport, EXPORTED_ACCOUNT } from './exported-account.ts';
import { callsOf, driftsOf, reported } from './report.ts';
import { TAMPERINGS, tamperedDrifts, tamperedExport } from './tamperings.ts';

const EXPORT = fileURLToPath(new URL('../data/iam-vulnerable-account.json', import.meta.url));
const MANAGEABLE = 63;

const folder = folderWith({});
const place = (name: string) => `${folder}/${name}`;

afterAll(removeFolders);

describe('the export of a real account', () => {
  test('import takes every role that may be managed and says which it leaves out, and why', async () => {
    const { status, stdout } = await run(['import', '--account-file', EXPORT, '--out', place('specs')]);
    const said = stdout.replace(/\s+/g, ' ');
    expect(status).toBe(0);
    expect(said).toMatch(
      /3 roles of other accounts in the export left out: arn:aws:iam::\d+:role\S+, arn:aws:iam::\d+:role\S+, arn:/,
    );
    expect(said).toMatch(/Left out AWSReservedSSO_\w+, AWSReservedSSO_\w+: it is reserved by AWS IAM Identity Center/);
    expect(said).toMatch(/Left out (AWSServiceRoleFor\w+, ){7}AWSServiceRoleFor\w+: it is a service-linked role/);
    expect(said).toContain(`${MANAGEABLE} specs written`);
    expect(readdirSync(place('specs')).filter((name) => name.endsWith('.yaml'))).toHaveLength(MANAGEABLE);
  });

  test('a plan of the imported specs finds every role in sync', async () => {
    const { status, stdout } = await run(['plan', place('specs'), '--account-file', EXPORT]);
    expect(stdout).toContain(`${MANAGEABLE} roles for account ${EXPORTED_ACCOUNT}: ${MANAGEABLE} in sync.`);
    expect(stdout).toContain('3 roles of other accounts in the export left out: arn:');
    expect(status).toBe(0);
  });
});

describe('an account that somebody tampered with', () => {
  const [before, tampered, corrected] = ['before.json', 'tampered.json', 'corrected.json'].map(place) as [string, string, string];
  const specs = place('bounded-specs');

  beforeAll(async () => {
    writeFileSync(before, JSON.stringify(boundedExport()));
    writeFileSync(tampered, JSON.stringify(tamperedExport()));
    await run(['import', '--account-file', before, '--out', specs]);
  });

  test('the boundary that a role has is declared by its spec', async () => {
    expect(readText(specs, `${BOUNDED_ROLE}.yaml`)).toMatch(/permissionsBoundary: PowerUserAccess\n/);
    expect((await run(['plan', specs, '--account-file', before])).status).toBe(0);
  });

  test('plan shows exactly what was done, with its direction and severity, and no document that was only rewritten', async () => {
    const { status, report } = await reported('plan', specs, '--account-file', tampered);
    expect(driftsOf(report)).toEqual(tamperedDrifts(EXPORTED_ACCOUNT));
    expect(report.summary).toMatchObject({
      roles: MANAGEABLE,
      inSync: MANAGEABLE - TAMPERINGS.length,
      drifted: TAMPERINGS.length,
    });
    expect(status).toBe(2);
  });

  test('apply makes one call for each of them and none for the others', async () => {
    const { status, report } = await reported('apply', specs, '--account-file', tampered, '--out', corrected, '--yes');
    expect(callsOf(report)).toEqual([
      'AWS-QuickSetup-EnableCRecording-1clff_eu-west-1: TagRole done',
      'AWS-QuickSetup-EnableCRecording-1clff_us-east-1: PutRolePolicy done',
      'fn1-privesc3-partial-role: AttachRolePolicy done',
      'fp2-allow-and-deny-multiple-policies-role: AttachRolePolicy done',
      'privesc-AssumeRole-ending-role: UpdateAssumeRolePolicy done',
      `${BOUNDED_ROLE}: PutRolePermissionsBoundary done`,
      'privesc-ssmStartSession-role: DetachRolePolicy done',
    ]);
    expect(report.summary).toMatchObject({ corrected: TAMPERINGS.length, inSync: MANAGEABLE - TAMPERINGS.length });
    expect(status).toBe(0);
  });

  test('a plan of the corrected account has nothing to do', async () => {
    const { status, report } = await reported('plan', specs, '--account-file', corrected);
    expect(report.roles.flatMap(({ drift, actions }) => [...drift, ...actions])).toEqual([]);
    expect(report.planHash).toBeNull();
    expect(status).toBe(0);
  });

  test('a second apply changes nothing', async () => {
    const again = place('again.json');
    const { status, stdout } = await run(['apply', specs, '--account-file', corrected, '--out', again, '--yes']);
    expect(stdout).toContain(`${MANAGEABLE} in sync.`);
    expect(readText(again)).toBe(readText(corrected));
    expect(status).toBe(0);
  });
});
