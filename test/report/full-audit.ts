import { readdirSync, readFileSync } from 'node:fs';
import type { AuditReport, AuditSummary, DefinitionAudit, Evidence, Finding, Remedy } from '../../audit/types.ts';
import { SEVERITIES } from '../../specs/types.ts';

type Partly<T, Key extends keyof T> = Partial<T> & Pick<T, Key>;

/** A finding as case files write it: what they leave out has no bearing on the case. */
export interface GivenFinding extends Partly<Omit<Finding, 'evidence' | 'remedy'>, 'rule' | 'severity' | 'message'> {
  readonly evidence?: Partial<Evidence>;
  readonly remedy?: Partial<Remedy>;
}

export interface GivenDefinition extends Partly<Omit<DefinitionAudit, 'findings'>, 'family'> {
  readonly findings?: readonly GivenFinding[];
  /** So many more like it, with numbers behind the family. */
  readonly alike?: number;
}

export interface GivenAudit extends Partial<Omit<AuditReport, 'taskDefinitions' | 'findings' | 'summary'>> {
  readonly taskDefinitions: readonly GivenDefinition[];
  readonly findings?: readonly GivenFinding[];
}

const EVIDENCE: Evidence = { origins: [], actions: [], resources: [], principals: [], statements: [], details: [] };

function fullFinding({ evidence, remedy, ...given }: GivenFinding): Finding {
  const full = { text: 'Look at it', command: null, spec: null, ...remedy };
  return { role: null, waived: null, ...given, evidence: { ...EVIDENCE, ...evidence }, remedy: full };
}

function fullDefinition({ alike = 0, ...given }: GivenDefinition): readonly DefinitionAudit[] {
  const { family, findings = [] } = given;
  const families = [family, ...Array.from({ length: alike }, (_, index) => `${family}-${index + 2}`)];
  return families.map((name) => ({
    arn: null,
    revision: 7,
    region: 'eu-west-1',
    file: null,
    taskRole: null,
    executionRole: null,
    overrides: null,
    registeredBy: null,
    judged: 'live',
    pending: [],
    unverified: [],
    ...given,
    family: name,
    findings: findings.map(fullFinding),
  }));
}

function summaryOf(definitions: readonly DefinitionAudit[], others: readonly Finding[]): AuditSummary {
  const findings = [...definitions.flatMap((definition) => definition.findings), ...others];
  const open = findings.filter(({ waived }) => waived === null);
  const counts = Object.fromEntries(SEVERITIES.map((each) => [each, open.filter(({ severity }) => severity === each).length]));
  return {
    taskDefinitions: definitions.length,
    clean: definitions.filter((definition) => definition.findings.every(({ waived }) => waived !== null)).length,
    waived: findings.length - open.length,
    unverified: definitions.flatMap(({ unverified }) => unverified).length,
    ...counts,
  } as AuditSummary;
}

/** A whole report from what a case file says of it. */
export function fullAudit(given: GivenAudit): AuditReport {
  const taskDefinitions = given.taskDefinitions.flatMap(fullDefinition);
  const findings = (given.findings ?? []).map(fullFinding);
  return {
    apiVersion: 'rolecall/v1',
    kind: 'AuditReport',
    runId: 'run-1',
    trigger: 'cli',
    complete: true,
    account: '111122223333',
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:00:01.000Z',
    notices: [],
    problems: [],
    ...given,
    summary: summaryOf(taskDefinitions, findings),
    taskDefinitions,
    findings,
  };
}

export interface AuditCase {
  readonly says: string;
  /** With findings of severity `high` or worse failing. */
  readonly exit: number;
  /** The texts of files that task definitions were read from. */
  readonly sources?: Readonly<Record<string, string>>;
  readonly report: GivenAudit;
}

export const auditCases = new URL('../cases/report/audit/', import.meta.url);

/** All cases below `test/cases/report/audit/`, by name. */
export function readAuditCases(): readonly (readonly [string, AuditCase])[] {
  const files = readdirSync(auditCases).filter((file) => file.endsWith('.json'));
  return files.map((file) => {
    return [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, auditCases), 'utf8')) as AuditCase];
  });
}
