/** Why a call is refused, before it is known which call it was. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refuses the call with IAM's wire code and IAM's own wording, where that is known. */
export function refuse(code: string, message: string): never {
  throw new Refusal(code, message);
}
