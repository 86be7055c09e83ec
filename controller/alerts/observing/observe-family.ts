import type { DefinitionAudit, Finding } from '../../../audit/types.ts';
import type { AuditEntry, StoredAudit } from '../../audit/state/audit-state.ts';
import { isWithin } from '../../instant.ts';
import type { FoundIn } from './violations/finding-violation.ts';

const DAY = 24 * 3600;
/** Where an audit says that a role as such is not known. */
const ROLE_ITSELF: readonly string[] = ['/taskRoleArn', '/executionRoleArn'];

/** The findings of one revision that people are to be told of: none that is waived, and no role that may be on its way. */
export function findingsToTell({ own, overrides }: StoredAudit, now: Date): readonly FoundIn[] {
  const runs = overrides.filter(({ auditedAt }) => isWithin(auditedAt, now, DAY));
  return [...(own === null ? [] : [own]), ...runs].flatMap((entry) => {
    const told = entry.audit.findings.filter((finding) => isTold(finding, entry));
    return told.map((finding) => ({ finding, audit: entry.audit }));
  });
}

/**
 * Whether the audit of one revision would say it if a rule were still broken. A run with other roles is told of once: nothing
 * looks at these roles again, so that neither it goes on nor it is over while the revision can be started.
 */
export function isRuleJudged({ own, overrides }: StoredAudit, rule: string): boolean {
  if (own === null || overrides.some(({ audit }) => finds(audit, rule))) return false;
  if (own.pendingAgain && rule === 'RoleMissing') return false;
  if (own.audit.findings.some((finding) => finding.rule === rule && finding.waived !== null)) return false;
  if (rule !== 'NotDescribed' && finds(own.audit, 'NotDescribed')) return false;
  return rule === 'NotDescribed' || !isRoleUnknown(own.audit);
}

function isTold({ rule, waived }: Finding, { pendingAgain }: AuditEntry): boolean {
  return waived === null && !(pendingAgain && rule === 'RoleMissing');
}

function finds({ findings }: DefinitionAudit, rule: string): boolean {
  return findings.some((finding) => finding.rule === rule);
}

function isRoleUnknown({ unverified }: DefinitionAudit): boolean {
  return unverified.some(({ origins }) => origins.some((origin) => ROLE_ITSELF.includes(origin)));
}
