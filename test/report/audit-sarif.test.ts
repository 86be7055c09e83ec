import { describe, expect, test } from '@jest/globals';
import type { RuleText } from '../../audit/rules/rule.ts';
import { RULES } from '../../audit/rules/rules.ts';
import { auditSarif, type SarifOptions } from '../../report/audit/sarif/audit-sarif.ts';
import { fullAudit, type GivenAudit, type GivenDefinition, type GivenFinding, readAuditCases } from './full-audit.ts';
import { type Sarif, sarifSchema } from './sarif-schema.ts';

const text = (id: RuleText['id'], ...severities: RuleText['severities'][number][0][]): RuleText => ({
  id,
  severities: severities.map((severity) => [severity, '']),
  what: 'What is wrong.',
  why: 'Why it matters.',
  evidence: 'What it looks at.',
  remedy: 'What to do.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html'],
});
const RULE_TEXTS = [
  text('TrustTooWide', 'critical', 'high', 'medium'),
  text('ExecutionPermissionMissing', 'high'),
  text('TaskRoleTooBroad', 'medium'),
  text('WaiverExpired', 'low'),
  text('WaiverUnused', 'info'),
];
const OPTIONS: SarifOptions = { rules: RULE_TEXTS, version: '1.2.3', sources: new Map(), waivers: [], folder: undefined };

function run(given: GivenAudit, options: Partial<SarifOptions> = {}): Sarif['runs'][number] {
  const log = sarifSchema.parse(JSON.parse(auditSarif(fullAudit(given), { ...OPTIONS, ...options })));
  const [only] = log.runs;
  if (only === undefined) throw new Error('There is no run');
  return only;
}

const missing = (more: Partial<GivenFinding> = {}): GivenFinding => {
  return { rule: 'ExecutionPermissionMissing', severity: 'high', role: 'orders-execution', message: 'The role cannot', ...more };
};
const of = (findings: readonly GivenFinding[], more: Partial<GivenDefinition> = {}): GivenAudit => {
  return { taskDefinitions: [{ family: 'orders', executionRole: 'orders-execution', ...more, findings }] };
};

describe.each(readAuditCases())('%s', (_, { sources, report }) => {
  test('its SARIF keeps to what the standard and code scanning demand', () => {
    const { results } = run(report, { sources: new Map(Object.entries(sources ?? {})), rules: RULES });
    const { taskDefinitions, findings } = fullAudit(report);
    expect(results).toHaveLength(taskDefinitions.flatMap((definition) => definition.findings).length + findings.length);
  });
});

describe('rules', () => {
  test('the whole table becomes rules that code scanning takes, no two with one id', () => {
    const { rules } = run(of([]), { rules: RULES }).tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(RULES.flatMap(({ severities }) => severities).length);
    expect(rules.every(({ shortDescription }) => !shortDescription.text.endsWith('…'))).toBe(true);
  });

  test('a rule of several severities is several rules, for code scanning has one severity for each', () => {
    const { rules } = run(of([])).tool.driver;
    expect(
      rules.map(({ id, defaultConfiguration, properties }) => [id, defaultConfiguration.level, properties['security-severity']]),
    ).toEqual([
      ['TrustTooWide', 'error', '9.5'],
      ['TrustTooWide/high', 'error', '8.0'],
      ['TrustTooWide/medium', 'warning', '5.5'],
      ['ExecutionPermissionMissing', 'error', '8.0'],
      ['TaskRoleTooBroad', 'warning', '5.5'],
      ['WaiverExpired', 'note', '2.0'],
      ['WaiverUnused', 'note', undefined],
    ]);
  });

  test('a result is of the rule that has its severity, worst first', () => {
    const wide = (severity: GivenFinding['severity']) => missing({ rule: 'TrustTooWide', severity });
    const { results } = run(of([wide('medium'), missing(), wide('critical'), wide('high')]));
    expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['TrustTooWide', 0, 'error'],
      ['ExecutionPermissionMissing', 3, 'error'],
      ['TrustTooWide/high', 1, 'error'],
      ['TrustTooWide/medium', 2, 'warning'],
    ]);
  });
});

describe('fingerprints', () => {
  const prints = (given: GivenAudit) =>
    run(given).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);

  test('neither revision nor wording nor place counts', () => {
    const one = prints(of([missing({ evidence: { origins: ['/a'] } })]));
    expect(prints(of([missing({ message: 'Other words', evidence: { origins: ['/b'] } })], { revision: 9 }))).toEqual(one);
    expect(prints(of([missing({ role: 'ORDERS-execution' })]))).toEqual(one);
  });

  test('account, family, rule and role count', () => {
    const one = prints(of([missing()]));
    const others = [
      { ...of([missing()]), account: '999999999999' },
      of([missing()], { family: 'users' }),
      of([missing({ rule: 'TaskRoleTooBroad' })]),
      of([missing({ role: 'other' })]),
    ];
    expect(new Set([one, ...others.map(prints)].map(String)).size).toBe(5);
  });

  test('no two results have the same', () => {
    const waiver = (name: string): GivenFinding => ({
      rule: 'WaiverUnused',
      severity: 'info',
      message: 'm',
      evidence: { details: [name] },
    });
    const given = { ...of([missing(), missing(), missing()]), findings: [waiver('a'), waiver('b')] };
    expect(new Set(prints(given)).size).toBe(5);
  });
});

describe('places', () => {
  const input =
    '{\n  "family": "orders",\n  "containerDefinitions": [\n    { "name": "a", "image": "x:1" },\n    {\n      "image": "y:1"\n    }\n  ]\n}\n';
  const place = (pointer: string, source: string, more: Partial<GivenDefinition> = {}) => {
    const given = of([missing({ evidence: { origins: [pointer] } })], { file: 'a.json', revision: null, ...more });
    const [location] = run(given, { sources: new Map([['a.json', source]]) }).results[0]?.locations ?? [];
    const { startLine, startColumn, endColumn } = location?.physicalLocation.region ?? {};
    return [startLine, startColumn, endColumn];
  };

  test.each([
    ['a value, with its key, to the end of its line', '/containerDefinitions/0/image', [4, 20, 36]],
    ['an item on one line', '/containerDefinitions/0', [4, 5, 36]],
    ['an item on several lines, only its first', '/containerDefinitions/1', [5, 5, 6]],
    ['a list, only its first line', '/containerDefinitions', [3, 3, 28]],
    ['what is not in the file: the task definition', '/volumes/0', [1, 1, 2]],
    ['the task definition', '', [1, 1, 2]],
  ])('a pointer finds %s', (_, pointer, expected) => {
    expect(place(pointer, input)).toEqual(expected);
  });

  test.each([
    ['the answer of describe-task-definition', `{\n"taskDefinition":\n${input}}`, [6, 20, 36]],
    ['an event', `{"detail":{"requestParameters":\n${input}}}`, [5, 20, 36]],
    ['an event whose request holds less than its answer', `{"a":{"family":"orders"},\n"b":${input}}`, [5, 20, 36]],
    ['several task definitions', `[{"family":"users","containerDefinitions":[{"image":"z"}]},\n${input}]`, [5, 20, 36]],
    ['lines that end as on Windows', input.replaceAll('\n', '\r\n'), [4, 20, 36]],
    ['tabs', input.replaceAll('  ', '\t'), [4, 18, 34]],
    ['a byte order mark', `\ufeff${input}`, [4, 20, 36]],
  ])('in %s', (_, source, expected) => {
    expect(place('/containerDefinitions/0/image', source)).toEqual(expected);
  });

  test('another revision in the same file is not meant', () => {
    const both = '[{"family":"orders","revision":1,"cpu":1},\n{"family":"orders","revision":2,"cpu":1}]';
    expect(place('/cpu', both, { revision: 2 })).toEqual([2, 33, 42]);
  });

  test.each([
    '',
    'no JSON',
    '{"family":',
    '['.repeat(100_000),
    '['.repeat(50_000) + ']'.repeat(50_000),
    '{"family":"orders"}'.repeat(3),
    'a: &a [*a]',
  ])('any text will do: %#', (source) => {
    expect(place('/cpu', source)[1]).toBe(1);
  });

  test('without a pointer it is the field that names the role', () => {
    const source = '{\n"family": "orders",\n"taskRoleArn": "t",\n"executionRoleArn": "e"\n}';
    const of2 = (role: string) =>
      run(of([missing({ role })], { file: 'a.json', taskRole: 'arn:aws:iam::1:role/x/t', executionRole: 'e' }), {
        sources: new Map([['a.json', source]]),
      });
    expect(of2('t').results[0]?.locations[0]?.physicalLocation.region.startLine).toBe(3);
    expect(of2('e').results[0]?.locations[0]?.physicalLocation.region.startLine).toBe(4);
  });

  test.each([
    [{ file: null }, undefined, 'ecs/eu-west-1/orders.json'],
    [{ file: '-' }, undefined, 'ecs/eu-west-1/orders.json'],
    [{ file: null, region: null, family: '../a b' }, undefined, 'ecs/any-region/..%2Fa%20b.json'],
    [{ file: './task defs/a.json' }, undefined, 'task%20defs/a.json'],
    [{ file: 'task\\a.json' }, undefined, 'task/a.json'],
    [{ file: '/work/repo/a.json' }, '/work/repo', 'a.json'],
    [{ file: '/home/jane/repository/a.json' }, '/work/repo', 'file:///home/jane/repository/a.json'],
  ])('%p below %p lies at %p', (definition, folder, uri) => {
    const { results } = run(of([missing()], definition), { folder });
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test('what is wrong with a waiver stands where the waiver does', () => {
    const finding: GivenFinding = { rule: 'WaiverExpired', severity: 'low', message: 'm', evidence: { details: ['old'] } };
    const source = { file: 'specs/waivers.yaml', line: 12, version: null };
    const waiver = { name: 'old', findings: [], roles: [], families: [], reason: '', expires: '2026-01-01', source };
    const { results } = run({ taskDefinitions: [], findings: [finding] }, { waivers: [waiver] });
    expect(results[0]?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: source.file },
      region: { startLine: 12 },
    });
  });
});

test('what is waived is suppressed with its reason, and nothing else is', () => {
  const waived = { waiver: 'w', reason: 'Until the split', expires: '2026-12-31' };
  const { results } = run(of([missing({ waived }), missing()]));
  expect(results.map(({ suppressions }) => suppressions)).toEqual([
    [],
    [{ kind: 'external', status: 'accepted', justification: 'Until the split (w, until 2026-12-31).' }],
  ]);
});

test('what is not verified, noticed or wrong with specs is told with the run', () => {
  const unverified = [{ use: 'task' as const, origins: [], message: 'Not known' }];
  const problems = [{ file: 'a.yaml', line: 1, column: 2, path: '', message: 'no', severity: 'error' as const }];
  const [invocation] = run({ ...of([], { unverified }), notices: ['Note'], problems }).invocations;
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text])).toEqual([
    ['error', 'a.yaml:1:2: no.'],
    ['note', 'Note.'],
    ['note', 'orders:7: Not known.'],
  ]);
});

test('no file is larger than code scanning takes, and the worst is in it', () => {
  const broad: GivenFinding = { rule: 'TaskRoleTooBroad', severity: 'medium', message: 'm' };
  const many = { family: 'a', findings: Array.from({ length: 25_000 }, () => broad) };
  const { results } = run({ taskDefinitions: [many, { family: 'b', findings: [missing()] }] });
  expect(results).toHaveLength(25_000);
  expect(results[0]?.level).toBe('error');
});
