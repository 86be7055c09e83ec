import { shellCommand } from '../../../../audit/remedies/shell.ts';
import type { DefinitionAudit, Finding } from '../../../../audit/types.ts';
import { SEVERITIES } from '../../../../specs/types.ts';
import type { AlertViolation } from '../../alert.ts';
import { digestOf, identified } from './identified.ts';
import { NOTHING_COMPARED } from './role-subject.ts';

/** A finding, and the task definition that it was found in. */
export interface FoundIn {
  readonly finding: Finding;
  readonly audit: DefinitionAudit;
}

/** What one rule finds in a family, whatever revisions and roles it finds it in: the worst stands for all. */
export function findingViolation(
  found: readonly [FoundIn, ...FoundIn[]],
  region: string,
  account: string,
  labels: AlertViolation['labels'],
): AlertViolation {
  const [worst, ...others] = found.toSorted((one, other) => rank(other) - rank(one)) as [FoundIn, ...FoundIn[]];
  const { finding, audit } = worst;
  return identified({
    account,
    subject: { kind: 'taskDefinition', name: audit.family, region },
    topic: 'finding',
    what: finding.rule,
    severity: finding.severity,
    labels,
    message: finding.message,
    ...NOTHING_COMPARED,
    detail: detailOf(worst, others),
    outcome: '',
    next: nextOf(worst, region),
    value: finding.rule === 'NotDescribed' ? '' : digestOf(...new Set(found.map(told).sort())),
  });
}

function rank({ finding: { severity } }: FoundIn): number {
  return SEVERITIES.indexOf(severity);
}

/** Without revisions: the same in a newer one is no news. */
function told({ finding: { severity, role, message } }: FoundIn): string {
  return JSON.stringify([severity, role, message]);
}

function detailOf({ finding, audit }: FoundIn, others: readonly FoundIn[]): readonly string[] {
  const { message, evidence } = finding;
  const rest = new Set(others.map((other) => other.finding.message).filter((other) => other !== message));
  return [
    ...evidence.details.filter((detail) => !message.includes(detail.replace(/\.$/, ''))),
    ...rest,
    ...(audit.registeredBy === null ? [] : [`Registered by ${audit.registeredBy}`]),
  ];
}

/** Without a command of its own, a remedy comes with the one that shows all of it. */
function nextOf({ finding: { remedy }, audit: { family, revision } }: FoundIn, region: string): AlertViolation['next'] {
  const { text, command, spec } = remedy;
  if (command !== null) return { text, command };
  const name = revision === null ? family : `${family}:${revision}`;
  const shows = shellCommand('rolecall', 'audit', name, '--region', region);
  return spec === null ? { text, command: shows } : { text, command: shows, spec };
}
