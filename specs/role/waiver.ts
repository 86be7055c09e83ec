import type { Report } from '../reading/report.ts';
import { quote } from '../reading/suggestion.ts';
import type { WaiverDocument } from '../schema/waiver.ts';
import type { Source, Waiver } from '../types.ts';
import { parseUnit } from '../unit.ts';

const RULE_ID = /^[A-Z][A-Za-z0-9]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** @param today `YYYY-MM-DD` in UTC; `undefined` leaves out how far ahead the end may lie */
export function declaredWaiver(
  { metadata, spec }: WaiverDocument,
  source: Source,
  today: string | undefined,
  report: Report,
): Waiver {
  const { findings, roles = [], families = [], reason, expires } = spec;
  const expiryProblem = problemOfExpiry(expires, today);
  if (expiryProblem !== undefined) report(['spec', 'expires'], expiryProblem);
  if (spec.roles === undefined && spec.families === undefined)
    report(['spec'], 'a waiver names roles, families or both; add roles: [NAME]');
  for (const [index, finding] of findings.entries()) {
    if (!RULE_ID.test(finding) && parseUnit(finding) === undefined) {
      report(
        ['spec', 'findings', index],
        `${quote(finding)} is neither a rule (TaskRoleTooBroad) nor a unit of drift (tags[team])`,
      );
    }
  }
  return { name: metadata.name, findings, roles, families, reason, expires, source };
}

function problemOfExpiry(expires: string, today: string | undefined): string | undefined {
  if (!isRealDate(expires)) return `${quote(expires)} is not a date; write it as YYYY-MM-DD, for example 2026-12-31`;
  if (today === undefined) return undefined;
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return expires > latest ? `a waiver lasts at most a year; write ${latest} or an earlier date` : undefined;
}

function isRealDate(text: string): boolean {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
