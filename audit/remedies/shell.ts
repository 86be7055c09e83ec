const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/**
 * A command of the AWS CLI for a POSIX shell, on one line: each word is one argument, in single quotes unless it needs none.
 * @param words without the leading `aws`, as in `awsCommand('iam', 'get-role', '--role-name', name)`
 */
export function awsCommand(...words: readonly string[]): string {
  return shellCommand('aws', ...words);
}

/** Any command, written in the same way. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/** Commands of which each is run only if the one before it succeeded. */
export function inTurn(commands: readonly string[]): string {
  return commands.join(' &&\n');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
