import type { IamCall, IamCalls } from '../iam/api.ts';
import { IamError } from '../iam/errors.ts';
import { decodedDocument } from './policy-document.ts';

/** An answer as the SDK parsed it; it is ours alone, so it is completed in place: pages are large. */
type Answer = Record<string, unknown>;

/** What an answer must hold, or it was not read: an empty one must never pass for an account without roles. */
type Completion = (answer: Answer) => void;

class MissingPart extends Error {}

function required<T>(answer: Answer, key: string): T {
  const value = answer[key];
  if (value === undefined || value === null) throw new MissingPart(key);
  return value as T;
}

function list(answer: Answer, key: string): Answer[] {
  answer[key] ??= [];
  return answer[key] as Answer[];
}

function decode(answer: Answer, key: string): void {
  answer[key] = decodedDocument(required(answer, key));
}

/** Neighbouring roles mostly share one trust policy, which then is decoded, and held in memory, once. */
let lastTrust = { sent: '', text: '' };

function decodeTrust(record: Answer): void {
  const sent = required<string>(record, 'AssumeRolePolicyDocument');
  if (sent !== lastTrust.sent) lastTrust = { sent, text: decodedDocument(sent) };
  record.AssumeRolePolicyDocument = lastTrust.text;
}

function page(answer: Answer): void {
  if (required<boolean>(answer, 'IsTruncated')) required(answer, 'Marker');
}

function role(record: Answer): void {
  required(record, 'RoleName');
  decodeTrust(record);
}

function roleDetail(detail: Answer): void {
  role(detail);
  for (const policy of list(detail, 'RolePolicyList')) decode(policy, 'PolicyDocument');
  list(detail, 'AttachedManagedPolicies');
  list(detail, 'Tags');
  list(detail, 'InstanceProfileList');
}

function managedPolicy(policy: Answer): void {
  for (const version of list(policy, 'PolicyVersionList')) decode(version, 'Document');
}

function listPage(key: string, each: Completion = () => {}): Completion {
  return (answer) => {
    page(answer);
    for (const item of list(answer, key)) each(item);
  };
}

function only(key: string, each: Completion = () => {}): Completion {
  return (answer) => each(required(answer, key));
}

const COMPLETIONS: { readonly [C in IamCall]?: Completion } = {
  GetAccountAuthorizationDetails: (answer) => {
    listPage('RoleDetailList', roleDetail)(answer);
    for (const policy of list(answer, 'Policies')) managedPolicy(policy);
  },
  ListRoles: listPage('Roles', role),
  ListAttachedRolePolicies: listPage('AttachedPolicies'),
  ListRolePolicies: listPage('PolicyNames'),
  ListInstanceProfilesForRole: listPage('InstanceProfiles'),
  GetAccountSummary: only('SummaryMap'),
  GetRole: only('Role', role),
  CreateRole: only('Role', role),
  GetRolePolicy: (answer) => decode(answer, 'PolicyDocument'),
  GetPolicy: only('Policy'),
  GetPolicyVersion: only('PolicyVersion', (version) => decode(version, 'Document')),
};

/**
 * The SDK's answer with its documents decoded and its lists present.
 * @throws {IamError} `UnreadableAnswer`, if it lacks what it must have.
 */
export function completed<C extends IamCall>(call: C, answer: object): IamCalls[C]['output'] {
  try {
    COMPLETIONS[call]?.(answer as Answer);
    return answer as IamCalls[C]['output'];
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    throw new IamError(
      'UnreadableAnswer',
      `IAM's answer to ${call} has no ${error.message}; nothing was concluded from it.`,
      call,
    );
  }
}
