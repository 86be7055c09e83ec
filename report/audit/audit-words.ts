import type { AuditReport, AuditSummary, Finding, StatementReference } from '../../audit/types.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { counted } from '../words/counts.ts';
import { named } from '../words/named.ts';
import { quietDefinitions } from './audit-blocks.ts';
import { definitionNames } from './definition-words.ts';

/** Messages come without a full stop, for they are quoted elsewhere. */
export function sentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

function bySeverity(summary: AuditSummary, paint: (severity: Severity, words: string) => string): string {
  const found = SEVERITIES.toReversed().filter((severity) => summary[severity] > 0);
  return found.map((severity) => paint(severity, `${summary[severity]} ${severity}`)).join(', ');
}

/** "3 task definitions for account 111122223333: 1 clean; 1 critical, 2 high; 1 waived; 4 not verified." `paint` colours the words of one severity. */
export function auditSummaryLine(
  { account, summary, problems }: Pick<AuditReport, 'account' | 'summary' | 'problems'>,
  paint: (severity: Severity, words: string) => string = (_, words) => words,
): string {
  const { taskDefinitions, clean, waived, unverified } = summary;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const parts = [
    clean > 0 ? `${clean} clean` : '',
    bySeverity(summary, paint),
    waived > 0 ? `${waived} waived` : '',
    unverified > 0 ? `${unverified} not verified` : '',
    errors > 0 ? counted(errors, 'problem') : '',
  ].filter((part) => part !== '');
  const of = taskDefinitions === 0 ? 'No task definitions' : counted(taskDefinitions, 'task definition');
  return `${of} for account ${account}${parts.length === 0 ? '' : `: ${parts.join('; ')}`}.`;
}

const FEW = 5;

/** Of which task definitions there is nothing to tell: by name as long as they are few; `undefined` without one. */
export function quietSentence(report: AuditReport): string | undefined {
  const quiet = quietDefinitions(report);
  if (quiet.length === 0) return undefined;
  const names = quiet.length > FEW ? counted(quiet.length, 'task definition') : definitionNames(quiet);
  return `Nothing to report of ${names}.`;
}

/** Where a deciding statement stands: "statement 2 (AllowAll) of arn:aws:iam::aws:policy/AdministratorAccess". */
export function statementWords({ policy, sid, index }: StatementReference): string {
  const where = { boundary: 'the permissions boundary', trust: 'the trust policy' }[policy] ?? policy;
  return `statement ${index + 1}${sid === '' ? '' : ` (${sid})`} of ${where}`;
}

/** Whatever else a finding rests on, without what its message says already. */
export function untoldDetails({ message, evidence: { details } }: Finding): readonly string[] {
  return details.filter((detail) => !message.includes(detail.replace(/\.$/, '')));
}

const MOST_PARTS = 10;

/** A list, as far as anybody reads it. */
export function partsInWords(parts: readonly string[], most = MOST_PARTS): string {
  return named(parts, most);
}
