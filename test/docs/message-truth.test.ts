import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Difference } from '../../reconciler/drift/diff.ts';
import { judge } from '../../reconciler/drift/judge.ts';
import { brakeOf } from '../../reconciler/plan/brake.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import { invalidReport } from '../../reconciler/role-report.ts';
import type { Drift } from '../../reconciler/types.ts';
import { awsPolicyDocuments } from '../../specs/aws/aws-policies.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import { parseUnit } from '../../specs/unit.ts';
import { auditOf } from '../audit/given.ts';
import type { MessageExample } from './pictures/message-example.ts';

const FOLDER = new URL('messages/', import.meta.url);
const DOCUMENTS = new Map(awsPolicyDocuments('aws').map(({ arn, document }) => [arn, document]));
const READER = new PolicyReader('aws');

/** What the controller would say of a drift with these two values. */
function judged(drift: Drift) {
  const { name = 'role', key = '' } = parseUnit(drift.unit) ?? {};
  const { unit, desired = null, observed = null } = drift;
  const kind = drift.kind as Difference['kind'];
  const difference = { attribute: name, key, unit, kind, desired, observed };
  const { access, severity, detail } = judge(difference, READER, (arn) => DOCUMENTS.get(arn));
  return { ...drift, access, severity, detail };
}

/** The example with what the product says in the place of what the file says. */
async function inEarnest(example: MessageExample): Promise<MessageExample> {
  const { given } = example;
  if (given === undefined) return example;
  const roles = given.state?.roles.map((role) => ({
    ...role,
    ...(role.drift === undefined ? {} : { drift: (role.drift as Drift[]).map(judged) }),
    ...(role.corrected == null ? {} : { corrected: { ...role.corrected, drift: role.corrected.drift.map(judged) } }),
  }));
  const audits = given.audits?.map(async (result) => {
    if (result.audited === undefined) throw new Error('An audit of an example must say what it was given.');
    const { taskDefinitions } = await auditOf(result.audited);
    return { ...result, own: { ...result.own, findings: taskDefinitions.flatMap(({ findings }) => findings) } };
  });
  const state = given.state === undefined ? {} : { state: { ...given.state, roles: roles ?? [] } };
  return { ...example, given: { ...given, ...state, ...(audits === undefined ? {} : { audits: await Promise.all(audits) }) } };
}

describe('the messages that the documentation shows are those that the product sends', () => {
  test.each(readdirSync(FOLDER))('%s (UPDATE_CASES=1 writes it)', async (file) => {
    const url = new URL(file, FOLDER);
    const example = JSON.parse(readFileSync(url, 'utf8')) as MessageExample;
    const real = JSON.parse(JSON.stringify(await inEarnest(example)));
    if (process.env.UPDATE_CASES) writeFileSync(url, `${JSON.stringify(real, null, 2)}\n`);
    expect(JSON.parse(readFileSync(url, 'utf8'))).toEqual(real);
  });
});

test('the brake says what the example says', () => {
  const planned = Array.from({ length: 25 }, (_, index) => ({ role: `role-${index}`, impact: 'changed' as const }));
  const { given } = JSON.parse(readFileSync(new URL('brake.json', FOLDER), 'utf8')) as MessageExample;
  expect(given?.state?.brake?.message).toBe(brakeOf(planned, [], 100, defaultGuards.limits)?.message);
});

test('a spec with a slip says what the example says', () => {
  const { given } = JSON.parse(readFileSync(new URL('bad-spec.json', FOLDER), 'utf8')) as MessageExample;
  const spec = { kind: 'TaskRole', metadata: { name: 'orders-task' }, spec: { managedPolices: ['ReadOnlyAccess'] } };
  const content = new TextEncoder().encode(JSON.stringify({ apiVersion: 'rolecall/v1', ...spec }));
  const context = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };
  const { invalid } = readSpecs([{ file: 'orders.yaml', content, version: null }], context);
  const reports = invalid.map((role) => invalidReport(role, 'enforce'));
  expect(given?.state?.roles[0]?.reasons).toEqual(reports.flatMap(({ reasons }) => reasons));
});
