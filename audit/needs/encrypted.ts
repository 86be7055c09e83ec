import type { Need } from '../types.ts';

const ENCRYPTED: readonly string[] = ['Secrets', 'Parameters', 'EnvironmentFiles'];

/**
 * Whether what the need reads may be encrypted with a customer managed key, which a task definition does not show.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function mayBeEncrypted({ use, sid }: Pick<Need, 'use' | 'sid'>): boolean {
  return use === 'execution' && ENCRYPTED.includes(sid);
}
