import type { Drift, RoleReport } from '../../../reconciler/types.ts';
import type { Overview } from '../../../report/overview/overview.ts';
import { fullAudit, type GivenDefinition, type GivenFinding } from '../../report/full-audit.ts';
import { fullReport } from '../../report/full-report.ts';
import { overviewOf } from './overview-of.ts';

/** Texts that take over a page which does not show them as texts: each sets `window.taken` if it runs. */
export const PAYLOADS: readonly string[] = [
  '<script>window.taken=1</script>',
  '</script><script>window.taken=1</script>',
  '</style><script>window.taken=1</script>',
  '<img src=x onerror=window.taken=1>',
  '"><img src=x onerror=window.taken=1>',
  "'><svg onload=window.taken=1>",
  '" autofocus onfocus="window.taken=1" x="',
  "' onmouseover='window.taken=1' style='position:fixed;inset:0",
  'javascript:window.taken=1',
  '</title><script>window.taken=1</script>',
  '</textarea></noscript><img src=x onerror=window.taken=1>',
  '--><script>window.taken=1</script>',
  '<![CDATA[<script>window.taken=1</script>]]>',
  '<svg><use href="data:image/svg+xml,<svg onload=window.taken=1>"/></svg>',
  '<a href="javascript:window.taken=1">x</a>',
  '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<base href="http://evil.example/">',
  '<iframe src="http://evil.example/"></iframe>',
  '<link rel=stylesheet href=http://evil.example/x.css>',
  '\u2028</script><script>window.taken=1</script>\u2029',
  '\u202eevil\u202c\u200b\ufeff',
  '\ud800<script>window.taken=1</script>',
  '\u0000<scr\u0000ipt>window.taken=1</script>',
  '&lt;script&gt;window.taken=1&lt;/script&gt;',
  '${window.taken=1}{{window.taken=1}}`',
  '__proto__',
];

const document = (text: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: text, Effect: 'Allow', Action: text, Resource: text }] });

function driftsOf(text: string): readonly Drift[] {
  const by = { who: text, via: text, at: text, eventId: text };
  const common = { access: 'wider', severity: 'critical', detail: [text], tolerated: null, by } as const;
  return [
    { ...common, unit: `tags[${text}]`, kind: 'different', desired: text, observed: `${text}\n${text}` },
    { ...common, unit: `managedPolicies[arn:aws:iam::1:policy/${text}]`, kind: 'extra', desired: null, observed: text },
    {
      ...common,
      unit: `inlinePolicies[${text}]`,
      kind: 'different',
      desired: document('s3:GetObject'),
      observed: document(text),
    },
    { ...common, unit: 'trustPolicy', kind: 'different', desired: text, observed: document(text) },
  ];
}

function roleOf(text: string): RoleReport {
  return {
    ...{ name: text, kind: 'TaskRole', status: 'Drifted', mode: 'enforce', owned: true },
    source: { file: text, line: 1, version: text },
    drift: driftsOf(text),
    actions: [
      { call: 'PutRolePolicy', input: { RoleName: text, PolicyName: text, PolicyDocument: document(text) }, outcome: 'planned' },
      { call: 'TagRole', input: { RoleName: text, Tags: [{ Key: text, Value: text }] }, outcome: 'failed' },
    ],
    reasons: [{ code: 'Failed', message: text }],
  };
}

function definitionOf(text: string): GivenDefinition {
  const evidence = {
    ...{ origins: [text], actions: [text], resources: [text], principals: [text], details: [text] },
    statements: [{ policy: text, sid: text, index: 0 }],
  };
  const finding: GivenFinding = {
    ...{ rule: 'AdminAccess', severity: 'critical', role: text, message: text, evidence },
    remedy: { text, command: text, spec: `${text}\n${text}` },
  };
  return {
    ...{ family: text, arn: text, region: text, file: text, taskRole: text, executionRole: `arn:aws:iam::1:role/${text}` },
    ...{ registeredBy: text, pending: [text], overrides: { call: 'RunTask', taskRole: text, executionRole: text, by: text } },
    findings: [
      { ...finding, waived: null },
      { ...finding, waived: { waiver: text, reason: text, expires: text } },
    ],
    unverified: [{ use: 'task', origins: [text], message: text }],
  };
}

/** An overview in which every string is one of these. */
export function hostileOverview(texts: readonly string[] = PAYLOADS): Overview {
  const problems = texts.map((text) => ({
    ...{ file: text, line: 1, column: 1, path: text, message: text },
    severity: 'error' as const,
  }));
  const first = texts.join(' ');
  const report = fullReport({ roles: texts.map(roleOf), account: first, owner: first, notices: texts, problems });
  const audit = fullAudit({ taskDefinitions: texts.map(definitionOf) });
  const item = (text: string) => ({ subject: text, what: text, severity: 'critical' as const });
  const overview = overviewOf(report, audit, {
    madeAt: first,
    trend: texts.map((at) => ({ at, inSync: 1, drifted: 2, stuck: 3, wider: 1 })),
    changes: { since: first, appeared: texts.map(item), gone: texts.map(item) },
    mostDrifting: texts.map((role) => ({ role, times: 2, by: [role] })),
    expiringWaivers: texts.map((name) => ({ name, expires: name, findings: [name] })),
    orphans: texts,
    unusedSpecs: texts,
  });
  return {
    ...overview,
    roles: overview.roles.map((role) => ({ ...role, labels: { [role.name]: role.name }, since: role.name })),
  };
}
