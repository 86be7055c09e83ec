import { asConnectionProblem } from './connection-problem.ts';
import { wireCode } from './iam-errors.ts';

/**
 * What happened and what to do, in sentences that end one like "ssm:/path cannot be listed: ".
 * @param permission what was asked of AWS, as one grants it: `ssm:GetParameter`
 */
export function whyAwsFailed(error: unknown, permission: string): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (code === 'AccessDenied') return `access is denied. Grant ${permission} on it.`;
  if (code === 'CredentialsProviderError') return noCredentials(error as Error);
  return asConnectionProblem(error, undefined).message;
}

/** What is on AWS is read with credentials even where the account is a file. */
function noCredentials(error: Error): string {
  if (/expired/i.test(error.message)) return asConnectionProblem(error, undefined).message;
  const reason = /^Could not load credentials from any providers/.test(error.message) ? '' : ` (${error.message})`;
  return `no AWS credentials were found to do so${reason}. Sign in, for example with "aws sso login", or name a --profile.`;
}
