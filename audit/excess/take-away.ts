import { enumeration } from '../../iam/evaluation/wording.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { detachPolicy } from '../remedies/role-commands.ts';
import type { AuditedRole, Remedy, StatementReference } from '../types.ts';

/**
 * Takes the policies that the statements stand in from the role. Where a spec decides, there is nothing to paste but `first`; and
 * an inline policy is named instead of deleted, since nothing brings it back.
 * @param first commands to run before
 */
export function takeAway(
  role: AuditedRole,
  statements: readonly StatementReference[],
  text: string,
  first: readonly string[] = [],
): Remedy {
  const names = [...new Set(statements.map(({ policy }) => policy))];
  const attached = names.filter((name) => role.managedPolicies.includes(name));
  const inline = names.filter((name) => !attached.includes(name));
  const detachments = role.judged === 'declared' ? [] : attached.map((arn) => detachPolicy(role.name, arn));
  const commands = [...first, ...detachments].join('\n');
  return remedyOf([text, ...whereElse(role, inline)].join('; '), { command: commands === '' ? null : commands });
}

function whereElse({ judged, declared }: AuditedRole, inline: readonly string[]): readonly string[] {
  if (judged === 'declared') return [`the spec to change is in ${declared?.source.file ?? 'the file that declares the role'}`];
  if (inline.length === 0) return [];
  return [`the inline ${inline.length > 1 ? 'policies' : 'policy'} to change: ${enumeration(inline, 'and')}`];
}
