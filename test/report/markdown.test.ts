import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REASON_CODES, STATUSES } from '../../reconciler/types.ts';
import { auditMarkdown } from '../../report/audit/audit-markdown.ts';
import { markdownReport } from '../../report/markdown.ts';
import { overviewMarkdown } from '../../report/overview/overview-markdown.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { fleetOverview } from '../browser/overviews/fleet.ts';
import { hostileOverview, PAYLOADS } from '../browser/overviews/hostile.ts';
import { fullAudit } from './full-audit.ts';
import { fullReport, type GivenReport, type GivenRole } from './full-report.ts';
import { expectInert } from './markdown-rules.ts';

const PLAN = { verb: 'plan', specs: 'roles' } as const;

const nasty = fc.constantFrom(
  ...['@acme/security', '@jane', '-@jane', '#17', 'acme/infra#17', 'GH-17', '![x](http://evil.example/)', '`@jane`', '\\@jane'],
  ...[
    '[x](javascript:alert(1))',
    '</details>',
    '<details>',
    '<!-- ',
    '\n```\n',
    '````',
    '~~~',
    '\n\n# heading\n',
    '\\',
    '**',
    '_',
  ],
  ...['\u202e\u200b', '\ud800', '\r\n- item', '| a |', '</code>@jane', '&#64;jane', '<img src=x>', 'www.evil.example', ''],
);
const short = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(nasty, { maxLength: 4 }).map((parts) => parts.join('')),
);
/** Once in a while far longer than anything in IAM. */
const text = fc
  .tuple(short, fc.oneof({ weight: 40, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(3000) }))
  .map(([part, times]) => part.repeat(times));
const unit = fc.oneof(
  fc.constantFrom('role', 'trustPolicy', 'description'),
  fc.tuple(fc.constantFrom('inlinePolicies', 'managedPolicies', 'tags'), short).map(([attribute, key]) => `${attribute}[${key}]`),
);
const actor = fc.record({ who: text, via: fc.option(text), at: short, eventId: short });
const drift = fc.record({
  unit,
  kind: fc.constantFrom('missing' as const, 'extra' as const, 'different' as const, 'content' as const),
  access: fc.constantFrom('wider' as const, 'narrower' as const, 'different' as const, 'same' as const),
  severity: fc.constantFrom(...SEVERITIES),
  desired: fc.option(text),
  observed: fc.option(text),
  detail: fc.array(text, { maxLength: 2 }),
  tolerated: fc.constantFrom(null, 'content' as const, 'additive' as const),
  by: fc.option(actor),
});
const action = fc.record({
  call: fc.constant('PutRolePolicy' as const),
  input: fc.record({ RoleName: short, PolicyName: short, PolicyDocument: short }),
  outcome: fc.constantFrom('planned' as const, 'refused' as const, 'done' as const),
});
const role = fc.record({
  name: text,
  status: fc.constantFrom(...STATUSES),
  mode: fc.constantFrom('enforce' as const, 'observe' as const),
  source: fc.option(fc.record({ file: text, line: fc.nat(9), version: fc.constant(null) })),
  drift: fc.array(drift, { maxLength: 3 }),
  actions: fc.array(action, { maxLength: 3 }),
  reasons: fc.array(fc.record({ code: fc.constantFrom(...REASON_CODES), message: text }), { maxLength: 2 }),
});
const problem = fc.record({
  ...{ file: text, path: short, message: text, line: fc.nat(9), column: fc.nat(9) },
  severity: fc.constantFrom('error' as const, 'warning' as const),
});
const report = fc.record({
  ...{
    complete: fc.boolean(),
    account: text,
    notices: fc.array(text, { maxLength: 3 }),
    planHash: fc.option(fc.constant('abc')),
  },
  brake: fc.option(
    fc.record({ limit: fc.constant('changedRoles' as const), planned: fc.nat(), allowed: fc.nat(), message: text }),
  ),
  roles: fc.array(role, { maxLength: 10 }),
  problems: fc.array(problem, { maxLength: 3 }),
});

describe('whatever a report holds, its Markdown fits a comment, closes what it opens and calls nobody', () => {
  test.each(['plan', 'apply'] as const)('%s', (verb) => {
    const holds = (given: object, specs: string) => {
      expectInert(markdownReport(fullReport(given as GivenReport), { verb, specs }));
    };
    fc.assert(fc.property(report, text, holds), { numRuns: 80 });
  });

  test('report', () => {
    const holds = (texts: readonly string[]) => expectInert(overviewMarkdown(hostileOverview(texts)));
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), holds), { numRuns: 50 });
    expectInert(overviewMarkdown(hostileOverview([...PAYLOADS, ...PAYLOADS.map((each) => each.repeat(500))])));
  });
});

test('a line of backticks that stays as it is does not close the block that it stands in', () => {
  const change = { unit: 'tags[note]', kind: 'different', access: 'same', severity: 'low' } as const;
  const lines = (last: string) => ['a', '```', '@jane', last, '</details>'].join('\n');
  const drift = [{ ...change, desired: lines('new'), observed: lines('old') }];
  const markdown = markdownReport(fullReport({ roles: [{ name: 'orders-task', status: 'Drifted', drift }] }), PLAN);
  expect(markdown).toContain('\n````diff\n');
  expectInert(markdown);
});

const POLICY = (count: number) => {
  const Resource = Array.from({ length: count }, (_, index) => `arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${index}`);
  return JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource } });
};

function drifted(index: number, document: string): GivenRole {
  const change = { unit: 'inlinePolicies[Tables]', kind: 'missing', access: 'narrower', severity: 'high' } as const;
  const input = { RoleName: `role-${index}`, PolicyName: 'Tables', PolicyDocument: document };
  const drift = [{ ...change, desired: document }];
  return { name: `role-${index}`, status: 'Drifted', drift, actions: [{ call: 'PutRolePolicy', input }] };
}

function told(markdown: string) {
  const [, left = '0'] = /Left out[^*]*?(?<!details of )\b(\d+) roles/.exec(markdown) ?? [];
  return {
    full: markdown.match(/^```diff$/gm)?.length ?? 0,
    named: new Set(markdown.match(/^(?:<summary><code>|`)role-\d+/gm)).size,
    left: Number(left),
  };
}

test('a plan tells first of the role that gets more access, however mild its drift is called', () => {
  const action = { call: 'AttachRolePolicy', input: {}, outcome: 'planned' } as const;
  const arn = 'arn:aws:iam::aws:policy/X';
  const one = (name: string, severity: 'critical' | 'medium', access: 'wider' | 'narrower'): GivenRole => ({
    ...{ name, status: 'Drifted', mode: 'enforce' },
    drift: [
      access === 'wider'
        ? { unit: `managedPolicies[${arn}]`, kind: 'extra', access, severity, observed: arn }
        : { unit: `managedPolicies[${arn}]`, kind: 'missing', access, severity, desired: arn },
    ],
    actions: [action] as unknown as NonNullable<GivenRole['actions']>,
  });
  const roles = [one('loses', 'critical', 'wider'), one('gains', 'medium', 'narrower')];
  const headings = [...markdownReport(fullReport({ roles }), PLAN).matchAll(/<summary>.*?(loses|gains)/g)].map(
    ([, name]) => name,
  );
  expect(headings).toEqual(['gains', 'loses']);
});

describe('what does not fit', () => {
  test('the worst roles are told in full, others briefly, and the rest is counted', () => {
    const roles = Array.from({ length: 1500 }, (_, index) => drifted(index, POLICY(100)));
    const markdown = markdownReport(fullReport({ roles }), PLAN);
    expectInert(markdown);
    const { full, named, left } = told(markdown);
    expect(markdown).toMatch(/^## Rolecall plan: apply would correct 1500 roles; policies of 1500 roles widen\n/);
    expect(markdown).toContain('**Left out, for a comment holds no more: ');
    expect(markdown).toContain('Without it: `rolecall apply roles`');
    expect(named + left).toBe(1500);
    expect(named).toBeGreaterThan(500);
    expect(full).toBeGreaterThan(5);
  });

  test('five hundred roles are all named, and as many as fit are told in full', () => {
    const roles = Array.from({ length: 500 }, (_, index) => drifted(index, POLICY(100)));
    const markdown = markdownReport(fullReport({ roles }), PLAN);
    expectInert(markdown);
    const { full, named, left } = told(markdown);
    expect({ named, left }).toEqual({ named: 500, left: 0 });
    expect(full).toBeGreaterThan(5);
    expect(markdown).toMatch(/details of \d+ roles/);
  });

  test('a role whose differences alone are too long is told without them', () => {
    const PolicyDocument = POLICY(3000);
    const actions = [
      { call: 'CreateRole', input: { RoleName: 'new', AssumeRolePolicyDocument: POLICY(1), Path: '/' } },
      { call: 'PutRolePolicy', input: { RoleName: 'new', PolicyName: 'Tables', PolicyDocument } },
    ] as const;
    const missing = { unit: 'role', kind: 'missing', access: 'narrower', severity: 'high' } as const;
    const markdown = markdownReport(fullReport({ roles: [{ name: 'new', status: 'Drifted', drift: [missing], actions }] }), PLAN);
    expectInert(markdown);
    expect(markdown).toContain('<summary><code>new</code>: new role</summary>');
    expect(markdown).toContain('The differences themselves are left out.');
    expect(markdown).toContain('details of 1 role');
  });

  test('thousands of problems leave room for roles, and are counted', () => {
    const problems = Array.from({ length: 5000 }, (_, index) => {
      return { file: `roles/${index}.yaml`, line: 1, column: 1, path: '', message: 'no', severity: 'error' as const };
    });
    const markdown = markdownReport(fullReport({ roles: [drifted(0, POLICY(1))], problems }), PLAN);
    expectInert(markdown);
    expect(markdown).toContain('And 4980 more problems.');
    expect(markdown).toContain('<code>role-0</code>');
  });

  test('a command of thousands of files is not repeated', () => {
    const specs = Array.from({ length: 5000 }, (_, index) => `roles/${index}.yaml`).join(' ');
    const markdown = markdownReport(fullReport({ roles: [drifted(0, POLICY(1))] }), { verb: 'plan', specs });
    expect(markdown).toContain('Without it: `rolecall apply` with the same arguments');
  });

  test('a report of 2,000 roles fits, with the worst of them', () => {
    const markdown = overviewMarkdown(fleetOverview(2000));
    expectInert(markdown);
    expect(markdown).toContain('| `service-');
  });

  test('an audit of a thousand task definitions fits, says the worst and counts the rest', () => {
    const taskDefinitions = Array.from({ length: 1000 }, (_, index) => ({
      family: `service-${index}`,
      findings: [
        {
          ...({
            rule: 'AdminAccess',
            severity: 'critical',
            role: `role-${index}`,
            message: `role-${index} may do everything`,
          } as const),
          remedy: { text: `Narrow role-${index}`, command: `aws iam x --role-name role-${index}` },
        },
      ],
    }));
    const markdown = auditMarkdown(fullAudit({ taskDefinitions }));
    expectInert(markdown);
    expect(markdown).toContain('## `service-0:7`');
    expect(markdown).toMatch(/Left out[^*]*details of \d+ task definitions/);
  });
});

test('no name or tag in a report makes its account one of another partition', () => {
  const pass = [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/*' }];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: pass });
  const found = { kind: 'missing', severity: 'high', observed: null, detail: [], tolerated: null, by: null } as const;
  const drift = [
    { ...found, unit: 'tags[note]', access: 'same', desired: 'arn:aws-cn:x' },
    { ...found, unit: 'inlinePolicies[Deploy]', access: 'narrower', desired: policy },
  ] as const;
  const report = fullReport({ roles: [{ name: 'orders', status: 'Drifted', mode: 'observe', drift }] });
  const known = { managed: () => undefined, live: new Map(), declared: new Map(), partition: 'aws' };
  expect(markdownReport(report, { ...PLAN, known })).toContain('it would allow roles of any name to be passed to services');
});
