import type { ObservedRole } from '../../iam/role.ts';
import type { DeclaredRole } from '../../specs/types.ts';
import { unitOf } from '../../specs/unit.ts';
import type { Memory } from '../ports.ts';
import type { PolicyContents } from '../reading/policy-contents.ts';
import type { Drift } from '../types.ts';
import type { AcceptedContent, ContentJudge, HeldPolicy } from './content-judge.ts';
import type { Incomparable } from './diff.ts';
import type { DocumentSources } from './drift-of.ts';
import { isIgnored } from './tolerance.ts';

export interface ContentSources extends DocumentSources {
  readonly contents: PolicyContents;
  readonly contentJudge: ContentJudge;
  readonly memory: Memory | undefined;
  /** ARNs of policies whose content has to be known. */
  readonly contentOf: ReadonlySet<string>;
}

/**
 * Reads the policies whose content has to be known: those that the spec pins, and those of which an event says that they changed.
 * @returns what stays unknown: nothing may be said of such a role
 */
export async function loadContents(
  role: ObservedRole,
  { management }: DeclaredRole,
  sources: ContentSources,
): Promise<Incomparable[]> {
  const wanted = heldBy(role).filter(({ arn }) => sources.contentOf.has(arn) || arn in management.policyVersions);
  await sources.documents.load(wanted.map(({ arn }) => arn));
  const unread = wanted.filter(({ arn }) => sources.contents.of(arn) === undefined);
  return unread.map(({ arn, unit }) => ({ unit, reason: `the content of ${arn} could not be read` }));
}

/** Policies whose content is no longer what was accepted, as far as it was read. Never corrected: the policy is not ours. */
export async function contentDrift(role: ObservedRole, declared: DeclaredRole, sources: ContentSources): Promise<Drift[]> {
  const accepted = sources.memory?.acceptedPolicies(declared.role.name);
  const { policyVersions, ignore } = declared.management;
  const drift: Drift[] = [];
  for (const held of heldBy(role)) {
    const pinned = policyVersions[held.arn];
    const wanted = pinned === undefined ? accepted?.get(held.arn) : { versionId: pinned, hash: undefined };
    if (wanted === undefined || !isChanged(held, wanted, sources)) continue;
    const judged = await sources.contentJudge.judge(held, wanted);
    const mustBeSeen = judged.drift.severity === 'critical' || !judged.known;
    if (mustBeSeen || !isIgnored(held.unit, ignore)) drift.push(judged.drift);
  }
  return drift;
}

function heldBy({ managedPolicies, permissionsBoundary }: ObservedRole): readonly HeldPolicy[] {
  const attached = managedPolicies.map(
    (arn): HeldPolicy => ({ arn, attribute: 'managedPolicies', unit: unitOf('managedPolicies', arn) }),
  );
  if (permissionsBoundary === null) return attached;
  return [...attached, { arn: permissionsBoundary, attribute: 'permissionsBoundary', unit: unitOf('permissionsBoundary') }];
}

function isChanged({ arn }: HeldPolicy, { versionId, hash }: AcceptedContent, { contents }: ContentSources): boolean {
  const live = contents.of(arn);
  return live !== undefined && (hash === undefined ? live.versionId !== versionId : live.hash !== hash);
}
