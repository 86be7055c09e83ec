import { parsePolicy } from '../policy/parse.ts';
import { policySize } from '../policy/size.ts';
import type { PolicyKind } from '../policy/types.ts';
import { asKept, checkPrincipals } from './principals.ts';
import { refuse } from './refusal.ts';
import type { AccountState } from './state.ts';

/** What the API takes at all, before any quota. */
const MOST_CHARACTERS = 131_072;

/** The trust policy as it will be kept. */
export function acceptedTrust(state: AccountState, document: string): string {
  checkDocument(state, document, 'trust');
  checkPrincipals(state, document);
  const quota = state.quotas.AssumeRolePolicySizeQuota;
  if (policySize(document) > quota) refuse('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${quota}`);
  return asKept(state, document);
}

/**
 * The inline policies after this one was put: together they share one quota.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function withInlinePolicy(
  state: AccountState,
  roleName: string,
  policies: ReadonlyMap<string, string>,
  added: { readonly name: string; readonly document: string },
): ReadonlyMap<string, string> {
  checkDocument(state, added.document, 'identity');
  const put = new Map(policies).set(added.name, added.document);
  const size = [...put.values()].reduce((sum, document) => sum + policySize(document), 0);
  const quota = state.quotas.RolePolicySizeQuota;
  if (size > quota) refuse('LimitExceeded', `Maximum policy size of ${quota} bytes exceeded for role ${roleName}`);
  return put;
}

function checkDocument(state: AccountState, document: string, kind: PolicyKind): void {
  if (document.length === 0 || document.length > MOST_CHARACTERS)
    refuse('ValidationError', `The specified value for policyDocument is invalid. It holds 1 to ${MOST_CHARACTERS} characters.`);
  const reading = parsePolicy(document, kind, state.partition);
  if (reading.ok) return;
  const [problem] = reading.problems;
  refuse(
    'MalformedPolicyDocument',
    problem === undefined ? 'Syntax errors in policy.' : `${problem.path} ${problem.message}`.trim(),
  );
}
