import { readFileSync } from 'node:fs';
import { readTaskDefinitions } from '../../../audit/task-definition/read.ts';
import type { AuditReport } from '../../../audit/types.ts';
import { DEMO_SPECS } from '../../../cli/demo/specs.ts';
import { TAMPERINGS } from '../../../cli/demo/tampering.ts';
import { selectImportable } from '../../../cli/import/importable.ts';
import { importedSpec } from '../../../cli/import/imported-spec.ts';
import { runAudit } from '../../../controller/audit/run-audit.ts';
import type { EmbeddedAccount } from '../../../iam/account/embedded-account.ts';
import { accountFromExports } from '../../../iam/account/export.ts';
import type { ObservedRole } from '../../../iam/role.ts';
import { readAccount } from '../../../reconciler/reading/read-account.ts';
import type { Actor, DriftReport } from '../../../reconciler/types.ts';
import { heldPolicies } from '../../../report/overview/held-policies.ts';
import type { Overview } from '../../../report/overview/overview.ts';
import { awsPolicyDocuments } from '../../../specs/aws/aws-policies.ts';
import { defaultGuards } from '../../../specs/guards.ts';
import { readSpecs } from '../../../specs/read.ts';
import type { SpecSet } from '../../../specs/types.ts';
import { memoryOf, pass } from '../../world.ts';
import { DEFINITIONS } from './definitions.ts';
import { daysAgo, MADE_AT, monthOf, overviewOf } from './overview-of.ts';

const CONTEXT = { accountId: '200611803367', partition: 'aws', region: 'eu-west-1' };
const clock = { now: () => new Date(MADE_AT), sleep: async () => {} };
const FREE = { changedRoles: 1000, changedShare: 1, createdRoles: 1000, deletedRoles: 0 };

function vulnerableAccount(): EmbeddedAccount {
  const file = new URL('../../data/iam-vulnerable-account.json', import.meta.url);
  const exports = [{ file: 'account.json', value: JSON.parse(readFileSync(file, 'utf8')) as unknown }];
  const result = accountFromExports(exports, { accountId: CONTEXT.accountId, awsPolicyDocuments, clock: clock.now });
  if (!result.ok) throw new Error(result.message);
  return result.account;
}

async function rolesOf(account: EmbeddedAccount): Promise<readonly ObservedRole[]> {
  const reading = await readAccount(account);
  if (!reading.ok) throw new Error(reading.reason);
  return [...reading.account.roles.values()];
}

/** The specs that `import` writes of the account, and those of the tour. */
async function specsOf(account: EmbeddedAccount): Promise<SpecSet> {
  const { roles } = selectImportable(await rolesOf(account), { role: [] }, { context: CONTEXT, foreignRoles: [] });
  const specs = roles.map((role) =>
    importedSpec(role, { context: CONTEXT, mode: undefined, owner: 'rolecall', requiresBoundary: true }),
  );
  const files = [
    ...specs.map(({ role, text }) => ({ file: `roles/${role}.yaml`, text })),
    { file: 'orders.yaml', text: DEMO_SPECS },
  ];
  const encoder = new TextEncoder();
  return readSpecs(
    files.map(({ file, text }) => ({ file, content: encoder.encode(text), version: null })),
    CONTEXT,
  );
}

const OPEN = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
});

/** What happens beside the tour's own stories. */
async function tamper(account: EmbeddedAccount): Promise<void> {
  for (const { act } of TAMPERINGS) await act(account);
  await account.call('UpdateAssumeRolePolicy', { RoleName: 'privesc-sre-role', PolicyDocument: OPEN });
  await account.call('TagRole', { RoleName: 'fp3-deny-iam-role', Tags: [{ Key: 'cost-center', Value: '4711' }] });
}

const JANE: Actor = {
  who: 'jane@example.com',
  via: 'AWSReservedSSO_AdministratorAccess',
  at: '2026-11-22T23:14:05Z',
  eventId: '5f7a1f0e-2b1c-4f57-9c9e-6a4a3c1d2e3f',
};
const memory = memoryOf({ actorOf: (role) => (role === 'orders-task' || role === 'billing-task' ? JANE : null) });

function audited(account: EmbeddedAccount, specs: SpecSet): Promise<AuditReport> {
  const read = readTaskDefinitions(DEFINITIONS, CONTEXT);
  if (!read.ok) throw new Error(read.problem);
  return runAudit({
    ...{ runId: 'run', trigger: 'schedule', iam: account, clock, account: CONTEXT, specs, guards: defaultGuards },
    definitions: read.definitions.map(({ definition }) => ({ described: true, definition, overrides: null, file: null })),
    ...{ otherNeeds: new Map(), isWhole: true, progress: undefined },
  });
}

function told(report: DriftReport, audit: AuditReport, observed: readonly ObservedRole[]): Overview {
  const overview = overviewOf(report, audit, {
    coverage: { declared: 6, inUse: 7 },
    trend: monthOf(report),
    changes: {
      since: daysAgo(1),
      appeared: [
        { subject: 'orders-task', what: 'managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]', severity: 'critical' },
        { subject: 'billing-task', what: 'trustPolicy', severity: 'high' },
      ],
      gone: [{ subject: 'reports-task', what: 'permissionsBoundary', severity: 'medium' }],
    },
    mostDrifting: [
      { role: 'orders-task', times: 9, by: ['jane@example.com', 'terraform-ci'] },
      { role: 'billing-task', times: 3, by: [] },
    ],
    expiringWaivers: [{ name: 'legacy-etl', expires: '2026-12-01', findings: ['PrivilegeEscalation'] }],
    unusedSpecs: ['fp3-deny-iam-role', 'privesc-sre-role'],
  });
  const held = new Map(observed.map((role) => [role.name, heldPolicies(role)]));
  const labels = (name: string) => (name.startsWith('orders') ? { team: 'orders' } : {});
  const roles = overview.roles.map((role) => {
    const policies = held.get(role.name);
    return { ...role, labels: labels(role.name), since: daysAgo(1), ...(policies === undefined ? {} : { policies }) };
  });
  return { ...overview, roles };
}

/** The overview of the vulnerable account of the test data, imported, and tampered with as in the tour. */
export async function tamperedOverview(): Promise<Overview> {
  const account = vulnerableAccount();
  const specs = await specsOf(account);
  const run = { clock, account: CONTEXT, guards: { ...defaultGuards, limits: FREE }, memory };
  await pass(account, specs, { ...run, mode: 'enforce' });
  await tamper(account);
  const report = await pass(account, specs, { ...run, mode: 'observe' });
  return told(report, await audited(account, specs), await rolesOf(account));
}
