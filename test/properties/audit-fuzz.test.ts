import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IamApi, IamCalls } from '../../iam/api.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { checkAuditReport } from '../../report/audit/audit-report-schema.ts';
import { auditOf, type Given } from '../audit/given.ts';
import { policyDocument } from './arbitraries/policy.ts';

const RUNS = { numRuns: Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 10 };
const GIVEN: Given = {
  taskDefinition: JSON.parse(readFileSync('test/cases/task-definitions/orders.json', 'utf8')),
  roles: { 'orders-task': {}, 'orders-execution': { inlinePolicies: { Start: { Version: '2012-10-17', Statement: [] } } } },
};

const misplaced = fc
  .tuple(policyDocument('identity'), fc.jsonValue(), fc.constantFrom('Statement', 'Version', 'Id', 'Action'))
  .map(([document, value, member]) => JSON.stringify({ ...document, [member]: value }));
const deep = fc.integer({ min: 1, max: 20_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth));
/** What IAM would never hold, and a broken export or proxy might hand over. */
const text = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), misplaced, deep);

type Answers = { [C in keyof IamCalls]?: (answer: IamCalls[C]['output']) => IamCalls[C]['output'] };

function changing(answers: Answers): (iam: IamApi) => IamApi {
  return (iam) => ({
    call: async (call, input) => {
      const answer = await iam.call(call, input);
      const change = answers[call] as ((value: typeof answer) => typeof answer) | undefined;
      return change === undefined ? answer : change(answer);
    },
  });
}

test('Whatever stands where an execution role has its policy, the audit says something of it, and never that all is well', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (PolicyDocument) => {
      const report = await auditOf(GIVEN, changing({ GetRolePolicy: (answer) => ({ ...answer, PolicyDocument }) }));
      checkAuditReport(report);
      const [audited] = report.taskDefinitions;
      // Nothing random allows what this task definition needs.
      expect((audited?.findings.length ?? 0) + (audited?.unverified.length ?? 0)).toBeGreaterThan(0);
      if (!parsePolicy(PolicyDocument, 'identity', 'aws', 'observed').ok) expect(report.complete).toBe(false);
    }),
    RUNS,
  );
});

test('Whatever stands where a role has its trust policy, the audit never takes it for one that lets tasks in', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (AssumeRolePolicyDocument) => {
      const report = await auditOf(GIVEN, changing({ GetRole: ({ Role }) => ({ Role: { ...Role, AssumeRolePolicyDocument } }) }));
      checkAuditReport(report);
      const said = report.taskDefinitions.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      if (parsePolicy(AssumeRolePolicyDocument, 'trust', 'aws', 'observed').ok) expect(said).toContain('TrustMissingEcsTasks');
      else expect(report.complete).toBe(false);
    }),
    RUNS,
  );
});
