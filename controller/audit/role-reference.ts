import { isRoleName, roleArn } from '../../audit/rules/role-arn.ts';
import type { SpecContext } from '../../specs/types.ts';

/** What a task definition names as a role. */
export type RoleReference =
  /** `path` is `null` where only the name is given. */
  | { readonly kind: 'own'; readonly name: string; readonly path: string | null }
  /** Of another account or partition. */
  | { readonly kind: 'foreign'; readonly owner: string }
  /** Neither a role's name nor its ARN: a placeholder, another entity, nothing. */
  | { readonly kind: 'unusable' };

/**
 * Reads a `taskRoleArn` or `executionRoleArn`: "the short name or full Amazon Resource Name (ARN) of the IAM role".
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function readReference(reference: string, { accountId, partition }: SpecContext): RoleReference {
  if (isRoleName(reference)) return { kind: 'own', name: reference, path: null };
  const arn = roleArn(reference);
  if (arn === undefined) return { kind: 'unusable' };
  if (arn.partition !== partition) return { kind: 'foreign', owner: `partition ${arn.partition}` };
  if (arn.accountId !== accountId) return { kind: 'foreign', owner: `account ${arn.accountId}` };
  return { kind: 'own', name: arn.name, path: arn.path };
}
