import { below, type Report } from '../reading/report.ts';
import { quote } from '../reading/suggestion.ts';
import type { SpecContext } from '../types.ts';
import { managedPolicyArn } from './managed-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html */
export const POLICY_VERSION = /^v[1-9][0-9]*$/;

/**
 * The versions that a spec pins, by ARN.
 * @param declared the ARNs of the policies that the spec attaches, and of its boundary: no other can be pinned
 */
export function pinnedVersions(
  versions: Readonly<Record<string, string>>,
  declared: readonly string[],
  context: SpecContext,
  report: Report,
): Readonly<Record<string, string>> {
  const pinned = new Map<string, string>();
  for (const [name, version] of Object.entries(versions)) {
    const place = below(report, name);
    const arn = managedPolicyArn(name, context, (message, options) => place([], message, { ...options, at: 'key' }));
    const wrongKey = arn === undefined ? undefined : keyProblem(name, arn, declared, pinned);
    if (wrongKey !== undefined) place([], wrongKey, { at: 'key' });
    else if (!POLICY_VERSION.test(version)) place([], versionProblem(version));
    else if (arn !== undefined) pinned.set(arn, version);
  }
  return Object.fromEntries(pinned);
}

function keyProblem(
  name: string,
  arn: string,
  declared: readonly string[],
  pinned: ReadonlyMap<string, string>,
): string | undefined {
  if (pinned.has(arn)) return `${quote(name)} is pinned twice; keep one of the lines`;
  if (declared.includes(arn)) return undefined;
  return `${quote(name)} is neither in managedPolicies nor the permissionsBoundary; add it there, or delete this line`;
}

function versionProblem(version: string): string {
  const [number] = /[1-9][0-9]*/.exec(version) ?? ['3'];
  return `${quote(version)} is no version of a policy; write it as IAM does, for example v${number}`;
}
