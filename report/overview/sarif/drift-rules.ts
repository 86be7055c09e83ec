import { SEVERITIES } from '../../../specs/types.ts';
import type { SarifRuleText } from '../../audit/sarif/sarif-rules.ts';

const WHAT: Readonly<Record<string, string>> = {
  role: 'A role does not exist, or exists although its spec says absent.',
  path: "A role's path is not the one in its spec.",
  description: "A role's description is not the one in its spec.",
  maxSessionDuration: "A role's session duration is not the one in its spec.",
  trustPolicy: "A role's trust policy is not the one in its spec.",
  permissionsBoundary: "A role's permissions boundary is not the one in its spec, or has new content.",
  managedPolicies: "A role's attached policies are not those in its spec, or have new content.",
  inlinePolicies: "A role's inline policies are not those in its spec.",
  tags: "A role's tags are not those in its spec.",
};

/** A unit without the name in its brackets: `inlinePolicies[Read]` is one of `inlinePolicies`. */
export function driftRule(unit: string): string {
  return `Drift/${unit.replace(/\[.*$/s, '')}`;
}

/** What code scanning is told of drift in one kind of unit. */
export function driftRuleText(rule: string): SarifRuleText {
  return {
    id: rule,
    severities: SEVERITIES.toReversed().map((severity) => [severity, ''] as const),
    what: WHAT[rule.slice('Drift/'.length)] ?? 'A role differs from its spec.',
    why: 'Somebody changed the role beside its spec, or the spec was not applied yet: what is reviewed is not what tasks run with.',
    evidence: '',
    remedy:
      'Run `rolecall plan` to see what would be corrected, and `rolecall apply` to correct it; or write into the spec what the role is meant to be.',
    sources: [],
  };
}
