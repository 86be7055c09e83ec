import type { Guards } from '../../specs/types.ts';
import { ACCOUNT_READS } from './account-reads.ts';
import { denials } from './denials.ts';
import { roleWrites } from './role-writes.ts';
import type { PolicyStatement } from './statement.ts';

/**
 * What the reconcile function may do in IAM and ECS, from the guards: what they forbid, IAM refuses too.
 * @param guards as `readDeploymentGuards` gives them, CloudFormation's variables still in them
 */
export function reconcilePermissions(guards: Guards): readonly PolicyStatement[] {
  return [...ACCOUNT_READS, ...roleWrites(guards), ...denials(guards)];
}
