import { SEVERITIES } from '../specs/types.ts';
import { RULE_IDS } from './rules/rule-ids.ts';
import type { DefinitionAudit, Finding } from './types.ts';

/** Findings by severity, then in the order of the rules, then by role and message: the same ones in the same order, each time. */
export function findingsWorstFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((one, other) => rankOf(one) - rankOf(other) || compare(textOf(one), textOf(other)));
}

/** Task definitions by their worst finding that is not waived, then by name and revision. */
export function auditsWorstFirst(audits: readonly DefinitionAudit[]): readonly DefinitionAudit[] {
  return [...audits].sort(
    (one, other) =>
      worstOf(other) - worstOf(one) ||
      compare(one.family, other.family) ||
      (one.revision ?? 0) - (other.revision ?? 0) ||
      compare(one.region ?? '', other.region ?? ''),
  );
}

function rankOf({ severity, rule }: Finding): number {
  return -SEVERITIES.indexOf(severity) * RULE_IDS.length + RULE_IDS.indexOf(rule);
}

function worstOf({ findings }: DefinitionAudit): number {
  const loud = findings.filter(({ waived }) => waived === null);
  return Math.max(-1, ...loud.map(({ severity }) => SEVERITIES.indexOf(severity)));
}

function textOf({ role, message }: Finding): string {
  return `${role ?? ''}\n${message}`;
}

/** By code unit, whatever language the machine speaks. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
