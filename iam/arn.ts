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

/** Whether the principal stands for a whole account: its id or its root ARN. */
export function isAccountPrincipal(value: string): boolean {
  return /^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(value);
}
