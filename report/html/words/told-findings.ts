import type { AuditResult, AuditSummary, Finding } from '../../../audit/types.ts';
import { auditBlocks } from '../../audit/audit-blocks.ts';
import type { Overview } from '../../overview/overview.ts';

const NO_FINDINGS = { critical: 0, high: 0, medium: 0, low: 0, info: 0, waived: 0, unverified: 0 };
const NO_AUDIT: AuditSummary = { taskDefinitions: 0, clean: 0, ...NO_FINDINGS };

/** The audit of an overview, which tells of waivers in a list of its own. */
export function auditResultOf({ audit, taskDefinitions }: Overview): AuditResult {
  return { summary: audit ?? NO_AUDIT, taskDefinitions, findings: [] };
}

/** What is not waived, as the page lists it: what several task definitions have in common comes once. */
export function toldFindings(overview: Overview): readonly Finding[] {
  return auditBlocks(auditResultOf(overview)).flatMap(({ findings }) => findings.filter(({ waived }) => waived === null));
}
