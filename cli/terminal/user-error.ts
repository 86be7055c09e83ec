/** Something the user can put right; the message says what happened and what to do next. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
