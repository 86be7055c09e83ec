/** The six parts of an ARN or of a pattern of one, `arn:partition:service:region:account:resource`; `undefined` if there are fewer. */
export function arnSegments(arn: string): readonly string[] | undefined {
  const segments: string[] = [''];
  for (const token of arn.match(/\$\{[^{}]*\}|[\s\S]/g) ?? []) {
    if (token === ':' && segments.length < 6) segments.push('');
    else segments[segments.length - 1] += token;
  }
  return segments.length === 6 ? segments : undefined;
}

/** The account of an IAM or STS principal's ARN, or the account id itself. */
export function principalAccount(value: string): string | undefined {
  if (/^\d{12}$/.test(value)) return value;
  return /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
}

/** Whether both principals are of one account; an account id without a partition is of any. */
export function isSameAccount(a: string, b: string): boolean {
  const [account, partition] = [principalAccount(a), partitionOf(a)];
  if (account === undefined || account !== principalAccount(b)) return false;
  return [undefined, partitionOf(b)].includes(partition) || partitionOf(b) === undefined;
}

function partitionOf(value: string): string | undefined {
  return /^arn:([^:]+):/.exec(value)?.[1];
}

/** Whether the principal stands for a whole account: its id or its root ARN. */
export function isAccountPrincipal(value: string): boolean {
  return /^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(value);
}
