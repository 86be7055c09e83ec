import { policySize } from '../../iam/policy/size.ts';
import { compileGrants, GRANTS_POLICY_NAME, type Grants } from '../grants/grants.ts';
import { below, type Report } from '../reading/report.ts';
import { pathOf } from '../reading/yaml/node.ts';
import type { RoleSpec } from '../schema/role.ts';
import type { SpecContext } from '../types.ts';
import { nameProblem } from './names.ts';
import { type ActionWarning, policyText } from './policy-text.ts';

/** Characters without white space, over all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_QUOTA = 10_240;

/** The inline policies of a role, what its grants become included. */
export function declaredInlinePolicies(
  { inlinePolicies = {}, grants }: Pick<RoleSpec, 'inlinePolicies' | 'grants'>,
  context: SpecContext,
  report: Report,
  actionWarning?: ActionWarning,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, policy] of Object.entries(inlinePolicies)) {
    const place = below(report, 'inlinePolicies', name);
    const problem = nameProblem(name, 128);
    if (problem !== undefined) place([], problem, { at: 'key' });
    const text = policyText(policy, 'identity', context.partition, place, actionWarning);
    if (text !== undefined) texts.set(name, text);
  }
  const granted = grants && grantsText(grants, context, below(report, 'grants'));
  if (granted !== undefined) addGrants(granted, texts, report);
  reportQuota(texts, (message) =>
    report([Object.keys(inlinePolicies).length > 0 ? 'inlinePolicies' : 'grants'], message, { at: 'key' }),
  );
  return texts;
}

function grantsText(grants: Grants, context: SpecContext, report: Report): string | undefined {
  const compiled = compileGrants(grants, context);
  if (compiled.ok) return compiled.text;
  for (const { path, message } of compiled.problems) report(pathOf(path), message);
  return undefined;
}

function addGrants(text: string, texts: Map<string, string>, report: Report): void {
  if (texts.has(GRANTS_POLICY_NAME)) {
    report(['inlinePolicies', GRANTS_POLICY_NAME], `${GRANTS_POLICY_NAME} is what grants become; use another name`, {
      at: 'key',
    });
  }
  texts.set(GRANTS_POLICY_NAME, text);
}

function reportQuota(texts: ReadonlyMap<string, string>, complain: (message: string) => void): void {
  const sizes = [...texts].map(([name, text]) => ({ name, size: policySize(text) }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total <= INLINE_QUOTA) return;
  const each = sizes.map(({ name, size }) => `${name} ${size}`).join(', ');
  complain(`the inline policies have ${total} characters and IAM takes ${INLINE_QUOTA} (${each}); move some to a managed policy`);
}
