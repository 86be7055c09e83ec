import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../audit/rules/rules.ts';
import type { SarifOptions } from '../../report/audit/sarif/audit-sarif.ts';
import type { Overview } from '../../report/overview/overview.ts';
import { auditReportOf } from '../../report/overview/overview-reports.ts';
import { overviewSarif } from '../../report/overview/overview-sarif.ts';
import { toldDrift } from '../../report/overview/told-drift.ts';
import { overviewOf } from '../browser/overviews/overview-of.ts';
import { fullReport, type GivenReport } from './full-report.ts';
import { overviewOfCase, readOverviewCases } from './overview-case.ts';
import { sarifSchema } from './sarif-schema.ts';

const OPTIONS: SarifOptions = {
  rules: RULES,
  version: '1.2.3',
  sources: new Map(),
  waivers: [],
  folder: '/home/jane/repository',
};

const runsOf = (overview: Overview) =>
  sarifSchema.parse(JSON.parse(overviewSarif(overview, auditReportOf(overview), OPTIONS))).runs;

function driftRunOf(given: GivenReport) {
  const run = runsOf(overviewOf(fullReport(given), null)).at(-1);
  if (run === undefined) throw new Error('There is no run');
  return run;
}

const WIDER = { unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'critical' } as const;
const TAG = { unit: 'tags[team]', kind: 'missing', access: 'same', severity: 'low' } as const;

describe.each(readOverviewCases())('%s', (_, { given }) => {
  test('its SARIF keeps to what the standard and code scanning demand, with each drift and each finding', () => {
    const overview = overviewOfCase(given);
    const runs = runsOf(overview);
    expect(new Set(runs.map(({ automationDetails }) => automationDetails.id)).size).toBe(runs.length);
    const findings = overview.taskDefinitions.flatMap((definition) => definition.findings);
    const drift = overview.roles.flatMap(toldDrift);
    expect(runs.flatMap(({ results }) => results)).toHaveLength(findings.length + drift.length);
  });
});

describe('drift in SARIF', () => {
  test('has a rule for its kind of unit and its severity, a level, and who differs in which way', () => {
    const { results, tool } = driftRunOf({ roles: [{ name: 'orders', status: 'Drifted', drift: [TAG, WIDER] }] });
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['Drift/trustPolicy', 'error'],
      ['Drift/tags/low', 'note'],
    ]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['Drift/tags/low', 'Drift/trustPolicy']);
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([1, 0]);
    expect(results[0]?.message.text).toBe(
      'orders, trustPolicy: The trust policy is not the one in the spec. Live access is wider.',
    );
  });

  test.each([
    ['roles/orders.yaml', 'roles/orders.yaml', 3],
    ['/home/jane/repository/roles/orders.yaml', 'roles/orders.yaml', 3],
    ['s3://specs/roles/orders.yaml', 'iam/orders%20%C3%A4.json', 1],
    ['ssm:/rolecall/orders', 'iam/orders%20%C3%A4.json', 1],
    [null, 'iam/orders%20%C3%A4.json', 1],
  ])('stands in its spec where that is a file, else in one that is named after the role: %s', (file, uri, line) => {
    const source = file === null ? null : { file, line: 3, version: null };
    const { results } = driftRunOf({ roles: [{ name: 'orders ä', status: 'Drifted', drift: [WIDER], source }] });
    const place = results[0]?.locations[0]?.physicalLocation;
    expect([place?.artifactLocation.uri, place?.region.startLine]).toEqual([uri, line]);
  });

  test('is the same whatever its severity and wording are, and another in another unit', () => {
    const hashOf = (drift: object) =>
      driftRunOf({ roles: [{ name: 'a', status: 'Drifted', drift: [drift as typeof WIDER] }] }).results[0]?.partialFingerprints;
    expect(hashOf({ ...WIDER, severity: 'high', kind: 'missing', unit: 'trustPolicy' })).toEqual(hashOf(WIDER));
    expect(hashOf(TAG)).not.toEqual(hashOf(WIDER));
  });

  test('that the spec lets stay is left out unless it is a danger, and so is what was corrected', () => {
    const stays = { ...TAG, tolerated: 'ignore' } as const;
    const { results } = driftRunOf({
      roles: [
        { name: 'a', status: 'Drifted', drift: [stays, { ...WIDER, tolerated: 'additive' }] },
        { name: 'b', status: 'Corrected', drift: [WIDER] },
      ],
    });
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['Drift/trustPolicy']);
  });

  test('is no all-clear where roles could not be judged: those are named', () => {
    const reasons = [{ code: 'Unreadable', message: 'IAM denied it.' }] as const;
    const { invocations } = driftRunOf({ complete: false, roles: [{ name: 'lost', status: 'Unknown', reasons }] });
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'lost: unknown. IAM denied it.' } }],
    });
  });
});
