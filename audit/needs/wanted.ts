import { type Need as GrantNeed, grantsFor } from '../../specs/grants/grant-table.ts';
import { quote } from '../../specs/reading/suggestion.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { Need, Needs, RoleUse, Unverified } from '../types.ts';
import { callsOf } from './calls.ts';
import { resourcePolicyOf } from './resource-policy.ts';

/**
 * Twice what Secrets Manager and Systems Manager take, in characters; comparing such names takes the square of their length.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
const LONGEST = 4096;

/** One value of a task definition, and what it is needed for. */
export interface Wanted {
  readonly need: GrantNeed;
  readonly value: string;
  /** JSON pointer to the value. */
  readonly origin: string;
  readonly use: RoleUse;
  /** In words that finish "the role cannot …". */
  readonly purpose: string;
}

/** Grants that belong to a need without being its point; the bucket's is followed by its name. */
const BESIDES: Readonly<Record<string, string>> = {
  EcrToken: 'sign in to Amazon ECR',
  EnvironmentFileBuckets: 'find the region of the bucket',
};

/** The needs that one value stands for, or why it stands for none. */
export function wanted({ need, value, origin, use, purpose }: Wanted, context: SpecContext): Needs {
  if (value.length > LONGEST) return unverified(use, origin, `${quote(value)} is longer than any name or ARN that AWS takes`);
  const found = grantsFor(need, value, origin, context);
  if (!Array.isArray(found)) return unverified(use, origin, found.message);
  const needs = found.map((grant): Need => {
    const besides = BESIDES[grant.sid];
    const bucket = grant.sid === 'EnvironmentFileBuckets' ? ` ${grant.resource.split(':').at(-1)}` : '';
    return {
      ...grant,
      use,
      requests: callsOf(grant),
      purpose: besides === undefined ? purpose : besides + bucket,
      origins: [origin],
      resourcePolicy: resourcePolicyOf(grant.resource, context.accountId),
    };
  });
  return { needs, unverified: [] };
}

/** No need, but a sentence on why none can be named. */
export function unverified(use: RoleUse, origin: string, message: string): Needs {
  const one: Unverified = { use, origins: [origin], message };
  return { needs: [], unverified: [one] };
}

export const NOTHING: Needs = { needs: [], unverified: [] };
