import type { ManagedPolicy } from '../role.ts';
import { nameInArn } from './lookup.ts';
import type { StoredPolicy } from './state.ts';

/** Managed policies of which only the default version is at hand, by ARN. */
export function storedPolicies(policies: readonly ManagedPolicy[]): ReadonlyMap<string, StoredPolicy> {
  return new Map(policies.map((policy) => [policy.arn, storedPolicy(policy)]));
}

function storedPolicy({ arn, versionId, document }: ManagedPolicy): StoredPolicy {
  return {
    arn,
    name: nameInArn(arn),
    path: arn.replace(/^[^/]*/, '').replace(/[^/]*$/, ''),
    defaultVersionId: versionId,
    versions: [{ VersionId: versionId, IsDefaultVersion: true, Document: document }],
  };
}
