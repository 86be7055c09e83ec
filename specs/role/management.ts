import { below, type Complain, type Report } from '../reading/report.ts';
import { didYouMean, quote } from '../reading/suggestion.ts';
import type { RoleSpec } from '../schema/role.ts';
import type { Management, SpecContext } from '../types.ts';
import { parseUnit, UNIT_NAMES, unitOf } from '../unit.ts';
import { managedPolicyArn } from './managed-policies.ts';
import { pinnedVersions } from './policy-versions.ts';

/**
 * How a role is managed, with what the spec leaves out filled in.
 * @param policies the ARNs of what the spec attaches, and of its boundary
 */
export function declaredManagement(
  management: RoleSpec['management'],
  policies: readonly string[],
  context: SpecContext,
  report: Report,
): Management {
  const { mode, adopt = false, additive = ['tags'], ignore = [], policyVersions = {} } = management ?? {};
  const units = ignore.map((pattern, index) =>
    unitPattern(pattern, context, (...problem) => report(['ignore', index], ...problem)),
  );
  return {
    mode,
    adopt,
    additive: additive === 'none' ? [] : additive,
    ignore: units.filter((unit) => unit !== undefined),
    policyVersions: pinnedVersions(policyVersions, policies, context, below(report, 'policyVersions')),
  };
}

/** A pattern of units, with AWS's own policies as ARNs. */
export function unitPattern(pattern: string, context: SpecContext, complain: Complain): string | undefined {
  const unit = parseUnit(pattern);
  if (unit === undefined) {
    complain(unknownUnit(pattern));
    return undefined;
  }
  if (unit.name !== 'managedPolicies' || unit.key === undefined) return pattern;
  const arn = policyPattern(unit.key, context, complain);
  return arn === undefined ? undefined : unitOf(unit.name, arn);
}

/** What begins with `*` may be any policy; every other bare name or pattern is one of AWS's own, as in `managedPolicies`. */
function policyPattern(key: string, context: SpecContext, complain: Complain): string | undefined {
  if (key.startsWith('*') || (key.startsWith('arn:') && key.includes('*'))) return key;
  if (!key.includes('*')) return managedPolicyArn(key, context, complain);

  return `arn:${context.partition}:iam::aws:policy/${key}`;
}

function unknownUnit(pattern: string): string {
  const [name = ''] = pattern.split('[');
  const units = UNIT_NAMES.map((each) => (['managedPolicies', 'inlinePolicies', 'tags'].includes(each) ? `${each}[…]` : each));
  const meant = UNIT_NAMES.includes(name) ? `; write ${units[UNIT_NAMES.indexOf(name)]}` : didYouMean(name, UNIT_NAMES);
  return `${quote(pattern)} names no unit of a role${meant || `; the units are ${units.join(', ')}`}`;
}
