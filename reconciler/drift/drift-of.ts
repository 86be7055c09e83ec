import type { ObservedRole, Role } from '../../iam/role.ts';
import type { PolicyDocuments } from '../reading/policy-documents.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';
import type { Drift } from '../types.ts';
import type { Difference } from './diff.ts';
import { type Judgement, judge } from './judge.ts';

/** Where policy documents are found and parsed. */
export interface DocumentSources {
  readonly policies: PolicyReader;
  readonly documents: PolicyDocuments;
}

/** What may stay is only worth a report where it is dangerous, or may be because nobody could read it. */
export function reportedDrift(difference: Difference, tolerated: Drift['tolerated'], sources: DocumentSources): readonly Drift[] {
  const judgement = judge(difference, sources.policies, sources.documents.document);
  const mayStay = tolerated === 'additive' || tolerated === 'ignore';
  const harmless = judgement.known && judgement.severity !== 'critical';
  return mayStay && harmless ? [] : [drift(difference, tolerated, judgement)];
}

/** One drift that is to be corrected: the difference, and what it means for access. */
export function driftOf(difference: Difference, { policies, documents }: DocumentSources): Drift {
  return drift(difference, null, judge(difference, policies, documents.document));
}

function drift({ unit, kind, desired, observed }: Difference, tolerated: Drift['tolerated'], judgement: Judgement): Drift {
  const { access, severity, detail } = judgement;
  return { unit, kind, access, severity, desired, observed, detail, tolerated, by: null };
}

/** Tags too, for policies may ask for them. */
const ACCESS_UNITS: readonly string[] = ['trustPolicy', 'permissionsBoundary', 'managedPolicies', 'inlinePolicies', 'tags'];

/**
 * To see what a change of access means, the content of everything attached has to be known; not that of a boundary that stays,
 * which limits what was, what will be and every state on the way alike.
 */
export async function loadDocuments(
  differences: readonly Difference[],
  role: ObservedRole,
  desired: Role,
  { documents }: DocumentSources,
): Promise<void> {
  if (!differences.some(({ attribute }) => ACCESS_UNITS.includes(attribute))) return;
  const boundaryStays = !differences.some(({ attribute }) => attribute === 'permissionsBoundary');
  const boundaries = boundaryStays ? [] : [role.permissionsBoundary, desired.permissionsBoundary];
  const arns = [...role.managedPolicies, ...desired.managedPolicies, ...boundaries];
  await documents.load(new Set(arns.filter((arn) => typeof arn === 'string')));
}
