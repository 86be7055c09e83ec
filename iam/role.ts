/**
 * The one value that both sides become before they meet: the role a spec declares and the role IAM holds.
 * `undefined` means that this side does not say: a spec leaves the attribute alone, or an export cannot hold it.
 */
export interface Role {
  readonly name: string;
  readonly path: string | undefined;
  readonly description: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration: number | undefined;
  /** The document's JSON text. */
  readonly trustPolicy: string;
  /** The boundary policy's ARN; `null` for none. */
  readonly permissionsBoundary: string | null | undefined;
  /** ARNs. */
  readonly managedPolicies: readonly string[];
  /** Policy name to the document's JSON text. */
  readonly inlinePolicies: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

/** A role as IAM holds it. */
export interface ObservedRole extends Role {
  readonly path: string;
  readonly arn: string;
  readonly roleId: string;
  readonly permissionsBoundary: string | null;
  /** When the role was last assumed; `null` if never in IAM's tracking period, `undefined` where the answer is not known. */
  readonly lastUsedAt: Date | null | undefined;
  readonly createdAt: Date | undefined;
  /** Made from a template with `AcquireRole`: somebody else's. */
  readonly fromTemplate: boolean;
}

/** A managed policy's default version. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly versionId: string;
  /** JSON text. */
  readonly document: string;
}

/** Role names are unique ignoring case, so everything that is keyed by a name uses this. */
export function foldName(name: string): string {
  return name.toLowerCase();
}
