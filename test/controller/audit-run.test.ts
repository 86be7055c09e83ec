import { describe, expect, test } from '@jest/globals';
import type { AuditedDefinition } from '../../audit/types.ts';
import type { AuditRun } from '../../controller/audit/ports.ts';
import { runAudit } from '../../controller/audit/run-audit.ts';
import { countingIam } from '../../controller/counting-iam.ts';
import type { IamApi, IamCall } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';
import { accountWith, specFile, specSet, textFile } from '../reconciler/given.ts';
import { guardsWith } from '../world.ts';
import { auditOf, definitionWith } from './audited.ts';

const NAMES = Array.from({ length: 9 }, (_, index) => `role-${index}`);

/** The same account, but some calls are refused. */
function refusing(iam: IamApi, isRefused: (call: IamCall, input: object) => boolean): IamApi {
  return {
    call: async (call, input) => {
      if (isRefused(call, input)) throw new IamError('AccessDenied', 'not authorized', call);
      return iam.call(call, input);
    },
  };
}

function rolesNamed(names: readonly string[]) {
  return names.map((name) => ({ name, managedPolicies: ['AdministratorAccess'] }));
}

/** How often each call was made. */
async function callsOf(names: readonly string[], given: Partial<AuditRun> = {}) {
  const iam = countingIam(accountWith(rolesNamed(NAMES)));
  await runAudit(auditOf(names, [], { iam, ...given }));
  return iam.counts();
}

describe('how roles are read', () => {
  test('a few roles are read one by one, each once, however often and however they are named', async () => {
    const names = ['role-0', 'ROLE-0', 'arn:aws:iam::111122223333:role/role-0', 'role-1', 'nobody'];
    expect(await callsOf(names)).toEqual({
      GetRole: 3,
      ListAttachedRolePolicies: 2,
      ListRolePolicies: 2,
      GetPolicy: 1,
      GetPolicyVersion: 1,
    });
  });

  test('many roles are read in bulk, without a call for any of them', async () => {
    expect(await callsOf(NAMES)).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
  });

  test('all current task definitions are read for in bulk, even if they name few roles', async () => {
    expect(await callsOf(['role-0'], { isWhole: true })).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
  });

  test('one task definition is read for singly, though what the others need is known', async () => {
    const given = { isWhole: true, otherNeeds: new Map([['role-0', []]]) };
    expect(await callsOf(['role-0'], given)).toMatchObject({ GetRole: 1 });
  });

  test('nothing is read where no role of the account is named', async () => {
    expect(await callsOf(['arn:aws:iam::444455556666:role/role-0', '<ROLE>'], { isWhole: true })).toEqual({});
  });

  test('roles that a call gave instead are read too', async () => {
    const overrides = { call: 'RunTask', taskRole: 'role-1', executionRole: 'role-2', by: null } as const;
    const definitions = [definitionWith({ taskRoleArn: 'role-0' }, overrides)];
    expect(await callsOf([], { definitions })).toMatchObject({ GetRole: 3 });
  });
});

describe('the report', () => {
  test('says what it was made of and when', async () => {
    const report = await runAudit(auditOf(['orders'], [{}]));
    expect(report).toMatchObject({
      apiVersion: 'rolecall/v1',
      kind: 'AuditReport',
      runId: 'run-1',
      trigger: 'cli',
      account: '111122223333',
      complete: true,
      startedAt: '2026-06-01T12:00:00.000Z',
      notices: [],
      problems: [],
      taskDefinitions: [{ family: 'orders', taskRole: 'orders', judged: 'live', pending: [] }],
    });
  });

  test('is incomplete where a role cannot be read, and takes it for neither absent nor fine', async () => {
    const iam = refusing(accountWith([{}]), (call) => call === 'GetRole');
    const report = await runAudit(auditOf(['orders'], [], { iam }));
    expect(report.complete).toBe(false);
    expect(report.notices).toEqual(['Role orders could not be read: not authorized.']);
    expect(report.taskDefinitions[0]?.findings.map(({ rule }) => rule)).not.toContain('RoleMissing');
    expect(report.taskDefinitions[0]?.unverified).not.toEqual([]);
  });

  test('says once why nothing is known where the account cannot be read', async () => {
    const iam = refusing(accountWith(rolesNamed(NAMES)), (call) => call === 'ListRoles');
    const report = await runAudit(auditOf(NAMES, [], { iam }));
    expect(report.complete).toBe(false);
    expect(report.notices).toEqual(['The account could not be read to its end (ListRoles: not authorized).']);
  });

  test('names a few of many roles that cannot be read', async () => {
    const live = NAMES.map((name) => ({ name, inlinePolicies: { Broken: '{' } }));
    const report = await runAudit(auditOf(NAMES, live));
    expect(report.complete).toBe(false);
    expect(report.notices).toHaveLength(6);
    expect(report.notices.at(-1)).toBe('Of 4 more roles something could not be read either.');
  });

  test('is incomplete where a policy cannot be read, and names it', async () => {
    const iam = refusing(accountWith([{ managedPolicies: ['AdministratorAccess'] }]), (call) => call === 'GetPolicyVersion');
    const report = await runAudit(auditOf(['orders'], [], { iam }));
    expect(report.complete).toBe(false);
    expect(report.notices.join()).toMatch(/role orders, arn:aws:iam::aws:policy\/AdministratorAccess could not be read/);
  });

  test('is incomplete where a task definition names no role that anybody could read', async () => {
    const report = await runAudit(auditOf(['the task role'], []));
    expect(report).toMatchObject({
      complete: false,
      notices: ['the task role is a placeholder, or neither the name nor the ARN of a role.'],
    });
  });

  test.each(['<TASK_ROLE>', '${TASK_ROLE_ARN}', '{{role}}'])(
    'is complete where %s stands for a role, which is not verified',
    async (role) => {
      const report = await runAudit(auditOf([role], []));
      expect(report).toMatchObject({ complete: true, notices: [], summary: { clean: 0, unverified: 1 } });
    },
  );

  test("is complete where another account's role is named, for that is a finding", async () => {
    const report = await runAudit(auditOf(['arn:aws:iam::444455556666:role/orders'], []));
    expect(report.complete).toBe(true);
    expect(report.taskDefinitions[0]?.findings.map(({ rule }) => rule)).toContain('CrossAccountRole');
  });

  test('is incomplete where a task definition could not be described', async () => {
    const region = 'eu-west-1';
    const lost: AuditedDefinition = { described: false, family: 'lost', revision: 3, arn: null, region, reason: 'Throttled.' };
    const report = await runAudit(auditOf([], [], { definitions: [lost] }));
    expect(report.complete).toBe(false);
    expect(report.taskDefinitions[0]?.findings.map(({ rule }) => rule)).toEqual(['NotDescribed']);
  });
});

describe('specs', () => {
  const rulesOf = async (given: Partial<AuditRun>) => {
    const report = await runAudit(auditOf(['orders'], [{}], given));
    return report.taskDefinitions.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  };

  test('that declare roles make a role worth a word that none declares', async () => {
    expect(await rulesOf({ specs: specSet(specFile({}, 'TaskRole', 'other')) })).toContain('RoleNotDeclared');
    expect(await rulesOf({ specs: specSet(specFile({})) })).not.toContain('RoleNotDeclared');
    expect(await rulesOf({})).not.toContain('RoleNotDeclared');
  });

  test('that hold nothing but waivers are no claim to all roles', async () => {
    const waiver = { apiVersion: 'rolecall/v1', kind: 'Waiver', metadata: { name: 'later' } };
    const spec = { findings: ['TaskRoleTooBroad'], roles: ['orders'], reason: 'later', expires: '2026-07-01' };
    const specs = specSet(textFile(JSON.stringify({ ...waiver, spec }), 'waivers.yaml'));
    expect(specs.waivers).toHaveLength(1);
    expect(await rulesOf({ specs })).not.toContain('RoleNotDeclared');
  });

  test('that could not all be read leave it open what is declared, and make the report incomplete', async () => {
    const specs = specSet(specFile({}, 'TaskRole', 'other'), textFile('kind: [', 'broken.yaml'));
    expect(specs.incomplete).toBe(true);
    expect(await rulesOf({ specs })).not.toContain('RoleNotDeclared');
    const report = await runAudit(auditOf(['orders'], [{}], { specs }));
    expect(report.complete).toBe(false);
    expect(report.problems).not.toEqual([]);
    expect(report.notices.join()).toContain('Some file of the specs could not be read');
  });

  test('that nothing will carry out are told not to be what is judged', async () => {
    const given = { specs: specSet(specFile({})), guards: guardsWith({ mode: 'observe' }) };
    const { notices } = await runAudit(auditOf(['orders'], [{}], given));
    expect(notices).toEqual(['The guards say mode: observe, so roles are judged as they are, not as their specs declare them.']);
    expect((await runAudit(auditOf(['orders'], [{}], { guards: given.guards }))).notices).toEqual([]);
  });

  test('make a missing role pending, and it is judged as declared', async () => {
    const report = await runAudit(auditOf(['orders'], [], { specs: specSet(specFile({})) }));
    expect(report.taskDefinitions[0]).toMatchObject({ judged: 'declared', pending: ['orders'] });
    expect(report.taskDefinitions[0]?.findings.map(({ rule }) => rule)).not.toContain('RoleMissing');
  });
});
