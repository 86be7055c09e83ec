import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RoleSubject } from '../../audit/types.ts';
import { auditedRoles } from '../../controller/audit/audited-roles.ts';
import type { AuditRun } from '../../controller/audit/ports.ts';
import type { IamApi } from '../../iam/api.ts';
import { ADDITIVE_ATTRIBUTES, type DeclaredRole, type Guards, MODES, type SpecSet, STATES } from '../../specs/types.ts';
import { roleState } from '../properties/arbitraries/role.ts';
import { declare, guardsWith, newAccount, pass, put, specsOf } from '../world.ts';
import { auditOf } from './audited.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const READ = 'arn:aws:iam::111122223333:policy/read';

const sometimes = <T>(value: fc.Arbitrary<T>, otherwise: T, freq = 4) =>
  fc.oneof({ weight: freq, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });

const declared: fc.Arbitrary<DeclaredRole> = fc
  .record({
    role: roleState,
    state: sometimes(fc.constantFrom(...STATES), 'present' as const),
    management: fc.record({
      mode: sometimes(fc.constantFrom(...MODES), undefined),
      adopt: fc.boolean(),
      additive: fc.subarray([...ADDITIVE_ATTRIBUTES]),
      ignore: fc.subarray(['trustPolicy', 'permissionsBoundary', 'managedPolicies[*]', 'inlinePolicies[*]', 'tags[*]']),
      policyVersions: fc.constant({}),
    }),
  })
  .map(({ role, ...rest }) => declare(role, rest));

const guards: fc.Arbitrary<Guards> = fc
  .record({
    mode: sometimes(fc.constantFrom(...MODES), undefined),
    managedRoles: sometimes<readonly string[]>(fc.constant(['*:role/ecs/*']), ['*']),
    protectedRoles: sometimes<readonly string[]>(fc.constant(['orders']), []),
    requiredBoundary: sometimes(fc.constant(READ), undefined),
    attachablePolicies: sometimes(fc.constant([READ]), undefined),
    allowedTrust: sometimes(fc.constant(['ecs-tasks.amazonaws.com']), undefined),
  })
  .map((given) => guardsWith(given));

/** Everything that decides access, in a form that compares. */
function accessOf(subject: RoleSubject) {
  if (subject.state !== 'present') return subject.state;
  const { trust, boundary, policies } = subject.role.access;
  return {
    trust: trust?.key,
    boundary: boundary?.key ?? null,
    policies: Object.fromEntries(policies.map(({ name, policy }) => [name, policy.key]).sort()),
  };
}

async function audited(iam: IamApi, given: Partial<AuditRun> = {}): Promise<RoleSubject> {
  return (await auditedRoles(auditOf(['orders'], [], { iam, ...given }))).roleOf('orders');
}

/** Reasons that only show once a plan is made: no safe order of calls, or more than a quota allows. */
const OF_THE_PLAN = ['Gap', 'Excess', 'Quota'];

/** Whether only the plan shows that nothing is written; so does a trust policy that the guards do not let us narrow and put back. */
async function isStoppedByPlan(iam: IamApi, specs: SpecSet, by: Guards): Promise<boolean> {
  const { roles } = await pass(iam, specs, { guards: by });
  return roles.some(({ reasons, actions, drift }) => {
    const isNarrowed = actions.some(({ call, outcome }) => call === 'UpdateAssumeRolePolicy' && outcome === 'refused');
    return (
      reasons.some(({ code }) => OF_THE_PLAN.includes(code)) || (isNarrowed && !drift.some(({ unit }) => unit === 'trustPolicy'))
    );
  });
}

test('what is judged as declared is what an apply makes of the role, and what is judged as it is stays as it is', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.option(roleState, { freq: 4 }),
      declared,
      guards,
      fc.constantFrom('rolecall', 'terraform', null),
      async (live, spec, by, owner) => {
        const iam = newAccount();
        if (live !== null) await put(iam, live, owner === null ? live.tags : new Map([...live.tags, ['rolecall:owner', owner]]));
        const specs = specsOf(spec);
        const judged = await audited(iam, { specs, guards: by });
        if (await isStoppedByPlan(iam, specs, by)) return;
        seen.add(judged.state === 'present' ? judged.role.judged : judged.state);
        expect(accessOf(await audited(iam))).toEqual(accessOf(judged));
      },
    ),
    { numRuns: RUNS * 10 },
  );
  expect([...seen].sort()).toEqual(['absent', 'declared', 'live']);
}, 60_000);
