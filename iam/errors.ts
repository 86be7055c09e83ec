/** What a caller can do about an error: the only thing that the rest of Rolecall decides by. */
export type IamErrorKind =
  /** There is no such entity. */
  | 'absent'
  /** IAM or a policy says no; the same call will be refused again. */
  | 'refused'
  /** The call itself is wrong, and so is the spec it came from. */
  | 'invalid'
  /** A quota is reached; waiting does not help. */
  | 'quota'
  /** The world moved: read again, decide again. */
  | 'conflict'
  /** The same call may succeed later. */
  | 'transient';

const KINDS: ReadonlyMap<string, IamErrorKind> = new Map(
  Object.entries<IamErrorKind>({
    NoSuchEntity: 'absent',
    AccessDenied: 'refused',
    AccessDeniedException: 'refused',
    UnmodifiableEntity: 'refused',
    ExpiredToken: 'refused',
    ExpiredTokenException: 'refused',
    InvalidClientTokenId: 'refused',
    SignatureDoesNotMatch: 'refused',
    UnrecognizedClientException: 'refused',
    OptInRequired: 'refused',
    MalformedPolicyDocument: 'invalid',
    InvalidInput: 'invalid',
    PolicyNotAttachable: 'invalid',
    ValidationError: 'invalid',
    LimitExceeded: 'quota',
    EntityAlreadyExists: 'conflict',
    ConcurrentModification: 'conflict',
    DeleteConflict: 'conflict',
  }),
);

/** IAM answers this for a principal that was created moments ago. */
const JUST_CREATED_PRINCIPAL = /^Invalid principal in policy/i;

/**
 * The one table from IAM's wire codes to what can be done about them.
 * A code that is not listed (throttling, 5xx, a lost connection) may pass, so it is transient.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function kindOfIamError(code: string, message: string): IamErrorKind {
  if (code === 'MalformedPolicyDocument' && JUST_CREATED_PRINCIPAL.test(message)) return 'transient';
  return KINDS.get(code) ?? 'transient';
}

/** A call that failed, with IAM's wire code. */
export class IamError extends Error {
  override readonly name = 'IamError';
  readonly code: string;
  readonly kind: IamErrorKind;
  readonly call: string;

  constructor(code: string, message: string, call: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.kind = kindOfIamError(code, message);
    this.call = call;
  }
}

export function isIamError(error: unknown): error is IamError {
  return error instanceof IamError;
}
