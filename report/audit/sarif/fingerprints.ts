import { createHash } from 'node:crypto';
import type { DefinitionAudit, Finding } from '../../../audit/types.ts';
import { foldName } from '../../../iam/role.ts';

/** Gives results their fingerprints, in the order of the report. */
export type Fingerprints = (
  finding: Finding,
  definition: DefinitionAudit | undefined,
  uri: string,
) => Readonly<Record<string, string>>;

/** The role; of what is of no task definition, the waiver, which is the first of its details. */
function subjectOf({ role, evidence }: Finding, definition: DefinitionAudit | undefined): string | null {
  if (role !== null) return foldName(role);
  return definition === undefined ? (evidence.details[0] ?? null) : null;
}

/**
 * Results are the same as long as account, family, rule and role are: neither revision nor wording counts. Several of one kind
 * in one file are told apart by their number, as `primaryLocationLineHash`, the only one that code scanning looks at, does it.
 */
export function createFingerprints(account: string): Fingerprints {
  const seen = new Map<string, number>();
  return (finding, definition, uri) => {
    const identity = JSON.stringify([account, definition?.family ?? null, finding.rule, subjectOf(finding, definition)]);
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 32);
    const number = (seen.get(hash + uri) ?? 0) + 1;
    seen.set(hash + uri, number);
    return { primaryLocationLineHash: `${hash}:${number}`, 'rolecallFinding/v1': hash };
  };
}
