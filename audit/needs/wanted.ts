import { type Need as GrantNeed, grantsFor } from '../../specs/grants/grant-table.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { Need, Needs, RoleUse, Unverified } from '../types.ts';
import { callsOf } from './calls.ts';
import { resourcePolicyOf } from './resource-policy.ts';

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
