import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { arnOf } from './given.ts';

/** Gives a policy another default version, as `CreatePolicyVersion` and `SetDefaultPolicyVersion` do. */
export function setVersion(account: EmbeddedAccount, policy: string, versionId: string, statement: object): void {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  change(account, policy, (versions) => [
    ...versions.filter((version) => version.VersionId !== versionId).map((version) => ({ ...version, IsDefaultVersion: false })),
    { VersionId: versionId, IsDefaultVersion: true, Document: document },
  ]);
}

/** Deletes a version, as IAM wants it for the sixth. */
export function deleteVersion(account: EmbeddedAccount, policy: string, versionId: string): void {
  change(account, policy, (versions) => versions.filter((version) => version.VersionId !== versionId));
}

type Stored = NonNullable<ReturnType<EmbeddedAccount['state']['policies']['get']>>;
type Versions = Stored['versions'];

function change(account: EmbeddedAccount, policy: string, changed: (versions: Versions) => Versions): void {
  const policies = account.state.policies as Map<string, Stored>;
  const stored = policies.get(arnOf(policy));
  if (stored === undefined) throw new Error(`There is no ${policy}.`);
  const versions = changed(stored.versions);
  const defaultVersionId = versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId ?? stored.defaultVersionId;
  policies.set(arnOf(policy), { ...stored, versions, defaultVersionId });
  account.state.listings.clear();
}
