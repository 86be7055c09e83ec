import { notDescribedViolation } from './rules/not-described.ts';
import type { Subject } from './rules/rule.ts';
import { DEFINITION_RULES } from './rules/rules.ts';
import { presentRoles } from './rules/used-roles.ts';
import { subjectsOf } from './subject.ts';
import { summaryOf } from './summary.ts';
import type { AuditedDefinition, AuditInput, AuditResult, DefinitionAudit, Violation } from './types.ts';
import { unverifiedOf } from './unverified.ts';
import { waive } from './waivers/waive.ts';
import { waiverFindings } from './waivers/waiver-findings.ts';
import { auditsWorstFirst, findingsWorstFirst } from './worst-first.ts';

/** A task definition with what was found in it. */
interface Judged {
  readonly definition: AuditedDefinition;
  /** `undefined` for one that could not be described. */
  readonly subject: Subject | undefined;
  readonly violations: readonly Violation[];
}

/** Judges task definitions and their roles by all rules. Pure; worst first, and the same each time. */
export function audit(input: AuditInput): AuditResult {
  const subjects = subjectsOf(input);
  const judged = input.definitions.map((definition) => judge(definition, subjects.get(definition)));
  const found = judged.flatMap(({ definition, violations }) =>
    violations.map((violation) => ({ violation, family: familyOf(definition) })),
  );
  const audited = judged.map((one) => ({ audit: auditOf(one, input), isRead: isRead(one) }));
  const findings = findingsWorstFirst(waiverFindings({ ...input, found }));
  const taskDefinitions = auditsWorstFirst(audited.map(({ audit }) => audit));
  return { summary: summaryOf(audited, findings), taskDefinitions, findings };
}

/** Nothing is found in a role that could not be read, and it is not clean for that. */
function isRead({ subject }: Judged): boolean {
  const roles = subject?.roles.map(({ subject: role }) => role) ?? [];
  return roles.every((role) => role.state === 'absent' || (role.state === 'present' && role.role.unread.length === 0));
}

function judge(definition: AuditedDefinition, subject: Subject | undefined): Judged {
  if (!definition.described) return { definition, subject, violations: [notDescribedViolation(definition)] };
  const violations =
    subject && DEFINITION_RULES.flatMap(({ id, judge }) => judge(subject).map((found) => ({ rule: id, ...found })));
  return { definition, subject, violations: violations ?? [] };
}

function auditOf({ definition, subject, violations }: Judged, input: AuditInput): DefinitionAudit {
  const family = familyOf(definition);
  const findings = findingsWorstFirst(violations.map((violation) => waive({ violation, family }, input)));
  return { ...headOf(definition), ...bodyOf(subject), findings };
}

type Head = Omit<DefinitionAudit, 'judged' | 'pending' | 'findings' | 'unverified'>;

function headOf(audited: AuditedDefinition): Head {
  if (!audited.described) {
    const { arn, family, revision, region = null } = audited;
    const nothing = { file: null, taskRole: null, executionRole: null, overrides: null, registeredBy: null };
    return { arn, family, revision, region, ...nothing };
  }
  const { arn, family, revision, context, taskRole, executionRole, registeredBy } = audited.definition;
  const { file, overrides } = audited;
  return { arn, family, revision, region: context.region ?? null, file, taskRole, executionRole, overrides, registeredBy };
}

function bodyOf(subject: Subject | undefined): Pick<DefinitionAudit, 'judged' | 'pending' | 'unverified'> {
  if (subject === undefined) return { judged: 'live', pending: [], unverified: [] };
  const roles = presentRoles(subject).map(({ role }) => role);
  return {
    judged: roles.some(({ judged }) => judged === 'declared') ? 'declared' : 'live',
    pending: roles.filter(({ pending }) => pending).map(({ name }) => name),
    unverified: unverifiedOf(subject),
  };
}

function familyOf(definition: AuditedDefinition): string {
  return definition.described ? definition.definition.family : definition.family;
}
