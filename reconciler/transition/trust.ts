import { documentOf, sharedAllows, statementsOf } from '../../iam/combine.ts';
import { direction } from '../../iam/evaluation/direction.ts';
import type { Policy } from '../../iam/policy/types.ts';

/** A trust policy that lets nobody in. */
export const CLOSED_TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}';

export interface TrustChange {
  readonly beforeText: string;
  readonly afterText: string;
  readonly before: Policy;
  readonly after: Policy;
}

/** A trust policy that lets in only whom both the old and the new one let in: never more, and less only where that cannot be written. */
export function sharedTrust({ before, after, beforeText, afterText }: TrustChange): string {
  const moved = direction(before, after);
  if (moved === 'wider' || moved === 'same') return beforeText;
  if (moved === 'narrower') return afterText;
  const allows = sharedAllows(before, after);
  if (allows.length === 0) return CLOSED_TRUST;
  return documentOf(before.version, allows, statementsOf(before, 'Deny'), statementsOf(after, 'Deny'))?.key ?? CLOSED_TRUST;
}
