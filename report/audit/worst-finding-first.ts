import { RULE_IDS } from '../../audit/rules/rule-ids.ts';
import type { Finding } from '../../audit/types.ts';
import { SEVERITIES } from '../../specs/types.ts';

/** How urgent: from 0, what is waived after all that is not. */
export function urgency({ severity, waived }: Finding): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity) + (waived === null ? 0 : SEVERITIES.length);
}

/** By severity, then in the order of the rules; what is waived comes last. Equals stay in their order. */
export function worstFindingFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (one, other) => urgency(one) - urgency(other) || RULE_IDS.indexOf(one.rule) - RULE_IDS.indexOf(other.rule),
  );
}
