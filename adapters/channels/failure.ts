/** Why something was not sent, and what may help. */
export interface Failure {
  /** A sentence for people: what happened, and what to do. No text of the other side is in it, so no secret is. */
  readonly reason: string;
  /**
   * `again`: it may pass; `secret`: another secret may help; `layout`: the blocks were not taken; `thread`: there is nothing to
   * reply to; `message`: this one is not taken, and another one may be; `never`: somebody must do something.
   */
  readonly remedy: 'again' | 'secret' | 'layout' | 'thread' | 'message' | 'never';
  /** The channel takes nothing at all, whatever the secret. */
  readonly isClosed?: true;
  /** Milliseconds that the other side asked to wait. */
  readonly after?: number;
  /** Nobody answered, so that the message may have been taken: each further attempt may say it once more. */
  readonly mayBeTaken?: true;
}

/** Thrown by whatever posts one message. */
export class NotPosted extends Error {
  override readonly name = 'NotPosted';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}
