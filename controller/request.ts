/** What a message in the queue asks for: a hint and no more, for every pass reads what it needs itself. */
export type Request =
  | { readonly kind: 'schedule' }
  | SpecChange
  | IamChange
  /** A person, or a run that could not finish, asks for a pass; `roles: null` means all. */
  | { readonly kind: 'reconcile'; readonly roles: readonly string[] | null; readonly by: string }
  | { readonly kind: 'approve'; readonly hash: string; readonly by: string }
  | { readonly kind: 'resume'; readonly role: string; readonly by: string }
  | { readonly kind: 'accept'; readonly role: string; readonly by: string };

/** A spec was put, changed or removed. */
export interface SpecChange {
  readonly kind: 'spec';
  /** `s3://bucket/key` or `ssm:/name`. */
  readonly source: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Somebody called IAM, as CloudTrail tells. */
export interface IamChange {
  readonly kind: 'iam';
  /** `PutRolePolicy`, `CreatePolicyVersion`, … */
  readonly call: string;
  /** `null` where the call names no role, or CloudTrail left its parameters out. */
  readonly role: string | null;
  readonly policyName: string | null;
  readonly policyArn: string | null;
  readonly who: Identity;
  /** ISO 8601. */
  readonly at: string;
  readonly eventId: string;
}

/** Who called, taken from CloudTrail's `userIdentity`. */
export interface Identity {
  /** For people: a user name, a session name, `root`, a service. */
  readonly who: string;
  /** The role or permission set that the session came by; `null` for users, root and services. */
  readonly via: string | null;
  /** The ARN of the role behind the session; `null` for users, root and services. */
  readonly roleArn: string | null;
}

/** Many requests made into one pass. */
export interface PassRequest {
  /** `all`, or folded role names. */
  readonly scope: 'all' | ReadonlySet<string>;
  /** What set it off, for reports: `schedule`, `spec`, an IAM call's name, `reconcile`, … */
  readonly trigger: string;
  readonly approved: string | undefined;
  /** Folded names. */
  readonly resume: ReadonlySet<string>;
  readonly accept: ReadonlySet<string>;
  readonly changes: readonly IamChange[];
}
