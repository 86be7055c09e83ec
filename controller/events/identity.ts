import type { Identity } from '../request.ts';

/** What input transformers pass on of CloudTrail's `userIdentity`; `null` where the event lacks it. */
export interface IdentityFields {
  readonly type: string | null;
  readonly arn: string | null;
  readonly principal: string | null;
  readonly userName: string | null;
  readonly invokedBy: string | null;
  readonly issuerArn: string | null;
  readonly issuerName: string | null;
  /** Set once, by the first session of a chain of roles, and kept by every later one. */
  readonly sourceIdentity: string | null;
}

/**
 * Who stands behind a call, as far as CloudTrail says.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function identityOf(fields: IdentityFields): Identity {
  const { issuerArn } = fields;
  if (fields.type === 'Root') return { who: 'root', via: null, roleArn: null };
  const issuer = fields.issuerName ?? assumedRole(fields.arn);
  return {
    who: whoOf(fields),
    via: issuer === null ? null : withoutHash(issuer),
    roleArn: issuerArn?.includes(':role/') ? issuerArn : null,
  };
}

/** Services say nothing but `invokedBy`; where a person stands behind them, more is said. */
function whoOf({ sourceIdentity, arn, userName, principal, invokedBy }: IdentityFields): string {
  return sourceIdentity ?? nameInArn(arn) ?? userName ?? sessionOf(principal) ?? invokedBy ?? 'unknown';
}

/** `user/path/NAME`, `assumed-role/ROLE/SESSION`, `federated-user/NAME` */
function nameInArn(arn: string | null): string | null {
  return /:(?:user|assumed-role|federated-user)\/(?:.*\/)?([^/]+)$/.exec(arn ?? '')?.[1] ?? null;
}

/** A principal is an id, or `ID:SESSION`. */
function sessionOf(principal: string | null): string | null {
  return principal === null ? null : (/:([^:]+)$/.exec(principal)?.[1] ?? principal);
}

/** The role's name in the ARN of its session. */
export function assumedRole(arn: string | null): string | null {
  return /:assumed-role\/([^/]+)\//.exec(arn ?? '')?.[1] ?? null;
}

/** IAM Identity Center puts sixteen digits behind the permission set's name. */
function withoutHash(role: string): string {
  return role.replace(/^(AWSReservedSSO_.+)_[0-9a-f]{16}$/, '$1');
}
