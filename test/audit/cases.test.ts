import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { AuditReport, Finding } from '../../audit/types.ts';
import { auditOf, type Given } from './given.ts';

interface Case {
  /** A statement of behaviour. */
  readonly name: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly given: Given;
  readonly expect: {
    /** All of them, in any order; what is left out of one is not looked at. */
    readonly findings: readonly ExpectedFinding[];
    /** A part of each sentence that has to be there; left out: none of them is looked at. */
    readonly unverified?: readonly string[];
    /** Names of roles that are declared and not created yet. */
    readonly pending?: readonly string[];
    readonly judged?: 'live' | 'declared';
  };
}

interface ExpectedFinding {
  readonly rule: string;
  readonly severity?: string;
  /** `null` for a finding about none. */
  readonly role?: string | null;
  /** A part of it. */
  readonly message?: string;
  /** The task definition's family; `null` for a finding about none. */
  readonly family?: string | null;
  /** All places in the task definition. */
  readonly origins?: readonly string[];
  /** A part of the sentence, the command or the spec. */
  readonly remedy?: string;
  /** The waiver that mutes it; `null` if none does. */
  readonly waived?: string | null;
}

interface FoundIn {
  readonly finding: Finding;
  readonly family: string | null;
}

const FOLDER = new URL('../cases/audit/', import.meta.url);

function casesIn(topic: string): [string, Case][] {
  const folder = new URL(`${topic}/`, FOLDER);
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')).map((each: Case) => [each.name, each]));
}

function foundIn({ taskDefinitions, findings }: AuditReport): FoundIn[] {
  return [
    ...taskDefinitions.flatMap((audit) => audit.findings.map((finding) => ({ finding, family: audit.family }))),
    ...findings.map((finding) => ({ finding, family: null })),
  ];
}

function isAsExpected({ finding, family }: FoundIn, expected: ExpectedFinding): boolean {
  const { text, command, spec } = finding.remedy;
  return [
    finding.rule === expected.rule,
    expected.severity === undefined || finding.severity === expected.severity,
    expected.role === undefined || finding.role === expected.role,
    finding.message.includes(expected.message ?? ''),
    expected.family === undefined || family === expected.family,
    expected.origins === undefined || JSON.stringify(finding.evidence.origins) === JSON.stringify(expected.origins),
    [text, command, spec].join('\n').includes(expected.remedy ?? ''),
    expected.waived === undefined || (finding.waived?.waiver ?? null) === expected.waived,
  ].every(Boolean);
}

function told({ finding, family }: FoundIn): string {
  const { rule, severity, role, message, waived } = finding;
  return `${family}: ${severity} ${rule} ${role}: ${message}${waived === null ? '' : ` (waived by ${waived.waiver})`}`;
}

/** What was found and not expected, and what was expected and not found. */
function differences(report: AuditReport, expected: readonly ExpectedFinding[]) {
  const left = foundIn(report);
  const missed = expected.filter((one) => {
    const at = left.findIndex((found) => isAsExpected(found, one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { unexpected: left.map(told), missed };
}

const FOLDERS = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const TOPICS = FOLDERS.map(({ name: topic }) => ({ topic, cases: casesIn(topic) }));

describe.each(TOPICS.filter(({ cases }) => cases.length > 0))('Auditing: $topic', ({ cases }) => {
  test.each(cases)('%s', async (_name, { given, expect: expected }) => {
    const report = await auditOf(given);
    expect(differences(report, expected.findings)).toEqual({ unexpected: [], missed: [] });
    const sentences = report.taskDefinitions.flatMap(({ unverified }) => unverified.map(({ message }) => message));
    for (const part of expected.unverified ?? []) expect(sentences.join('\n')).toContain(part);
    if (expected.unverified?.length === 0) expect(sentences).toEqual([]);
    const pending = report.taskDefinitions.flatMap((audit) => audit.pending);
    expect(pending).toEqual(expected.pending ?? []);
    if (expected.judged !== undefined) expect(report.taskDefinitions[0]?.judged).toBe(expected.judged);
  });
});
