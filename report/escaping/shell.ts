const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** One argument for a POSIX shell: in single quotes unless it needs none. */
export function shellQuoted(argument: string): string {
  return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
