import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { AuditedRole } from '../../audit/types.ts';
import { auditedRoles } from '../../controller/audit/audited-roles.ts';
import { importedAccount, vulnerableExport } from '../account/vulnerable-account.ts';
import { auditOf } from '../controller/audited.ts';
import { RISK_RULES, subjectOf } from './risk-subject.ts';

interface Disagreement {
  readonly role: string;
  /** The rule that is said instead; left out: nothing is. */
  readonly reportedAs?: string;
  readonly reason: string;
}

const FILE = new URL('../cases/audit-risk/vulnerable-account/not-as-named.json', import.meta.url);
const disagreements: readonly Disagreement[] = JSON.parse(readFileSync(FILE, 'utf8'));
const { account } = importedAccount([vulnerableExport()]);
const ARNS = vulnerableExport()
  .RoleDetailList.map(({ Arn }) => Arn)
  .filter((arn) => arn.includes(`::${account.accountId}:`));
const named = (start: RegExp) => ARNS.filter((arn) => start.test(nameOf(arn)));

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The role as an audit judges it, where a task definition uses it as its task role. */
async function taskRole(arn: string): Promise<AuditedRole> {
  const context = { accountId: account.accountId, partition: 'aws', region: 'eu-west-1' };
  const { roleOf } = await auditedRoles(auditOf([arn], [], { iam: account, account: context }));
  const subject = roleOf(arn);
  if (subject.state !== 'present') throw new Error(`${arn} is ${subject.state}`);
  return subject.role;
}

async function dangersOf(arn: string): Promise<readonly string[]> {
  const role = await taskRole(arn);
  const subject = subjectOf(role, { uses: ['task'] });
  const found = RISK_RULES.flatMap((rule) => rule.judge(subject).map(() => rule.id));
  return found.filter((id) => id === 'AdminAccess' || id === 'PrivilegeEscalation');
}

describe('of the roles of a deliberately vulnerable account', () => {
  test.each(named(/^(?:privesc|fn)/))('%s escalates privileges, unless a reason says why not', async (arn) => {
    const disagreement = disagreements.find(({ role }) => role === nameOf(arn));
    const expected = disagreement === undefined ? ['PrivilegeEscalation'] : [disagreement.reportedAs ?? []].flat();
    expect(await dangersOf(arn)).toEqual(expected);
  });

  test.each(named(/^fp/))('%s does not escalate privileges', async (arn) => {
    expect(await dangersOf(arn)).toEqual([]);
  });

  test('every reason is of a role that is there, and says something', () => {
    for (const { role, reason } of disagreements) {
      expect(ARNS.map(nameOf)).toContain(role);
      expect(reason.length).toBeGreaterThan(40);
    }
  });

  test('there are as many as there were', () => {
    expect([named(/^privesc/).length, named(/^fn/).length, named(/^fp/).length]).toEqual([36, 4, 5]);
  });
});
