import type { AuditResult, Finding } from '../../audit/types.ts';

/** Those of all task definitions, and those of none. */
export function allFindings({ taskDefinitions, findings }: AuditResult): readonly Finding[] {
  return [...taskDefinitions.flatMap((definition) => definition.findings), ...findings];
}
