import type { IAMClient } from '@aws-sdk/client-iam';
import { IamError, isIamError } from '../iam/errors.ts';

/** What an error of the SDK may carry; a lost connection has a `code`, an answer of AWS a `Code`. */
interface SdkError extends Error {
  readonly Code?: string;
  readonly code?: string;
}

/**
 * The code as IAM sends it: `NoSuchEntity`, where the SDK's class is `NoSuchEntityException`;
 * for a failure on the way to AWS, Node's (`ECONNRESET`).
 */
export function wireCode(error: SdkError): string {
  return error.Code ?? error.code ?? error.name.replace(/Exception$/, '');
}

/** Any failure of a call, as the error that the rest of Rolecall knows. */
export function asIamError(error: unknown, call: string): IamError {
  if (isIamError(error)) return error;
  if (!(error instanceof Error)) return new IamError('Unknown', String(error), call);
  return new IamError(wireCode(error), error.message || wireCode(error), call, { cause: error });
}

/**
 * The SDK takes `LimitExceededException` for throttling and would try again for seconds; in IAM it is a quota.
 * As an `IamError` below the retries it is final.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function keepQuotaFromRetries(client: IAMClient): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw isQuota(error) ? asIamError(error, String(context.commandName).replace(/Command$/, '')) : error;
      }
    },
    { name: 'quotaIsFinal', step: 'finalizeRequest', priority: 'low', override: true },
  );
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && wireCode(error) === 'LimitExceeded';
}
