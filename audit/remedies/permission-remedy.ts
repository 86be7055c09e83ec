import { grantsPolicy } from '../../specs/grants/grant-policy.ts';
import type { SpecContext } from '../../specs/types.ts';
import { grantsOf } from '../generate/grants-of.ts';
import type { AuditedRole, Need, Remedy } from '../types.ts';
import { remedyOf } from './remedy.ts';
import { specPart } from './role-spec.ts';
import { awsCommand } from './shell.ts';

/**
 * Allows the needs: with an inline policy of its own, so that no other is overwritten, or for a role that a spec declares, in its spec.
 * @param needs at least one
 */
export function permissionRemedy(needs: readonly Need[], role: AuditedRole, context: SpecContext): Remedy {
  const name = policyName(needs, role);
  const spec = specPart(specFor(name, needs, role, context));
  if (role.declared !== null) {
    const { file, line } = role.declared.source;
    return remedyOf(`Allow it: add this to the spec of ${role.name} (${file}:${line})`, { spec });
  }
  const command = awsCommand(
    ...['iam', 'put-role-policy', '--role-name', role.name],
    ...['--policy-name', name, '--policy-document', grantsPolicy(needs)],
  );
  return remedyOf('Allow it with an inline policy, or in a spec that declares the role', { command, spec });
}

function specFor(name: string, needs: readonly Need[], role: AuditedRole, context: SpecContext): object {
  const isTaskRole = needs.some(({ use }) => use === 'task');
  const kind = role.declared?.kind ?? (isTaskRole ? 'TaskRole' : 'TaskExecutionRole');
  if (kind === 'TaskExecutionRole' && !isTaskRole) return { grants: grantsOf(needs, context) };
  return { inlinePolicies: { [name]: JSON.parse(grantsPolicy(needs)).Statement } };
}

/** Of what is needed first, and none that the role has already. */
function policyName([need]: readonly Need[], { access }: AuditedRole): string {
  const [sid = '', resource = ''] = [need?.sid, need?.resource];
  const thing = resource
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^(?:repository\/|log-group:|secret:|parameter\/|file-system\/)/, '');
  const words = `${sid}-${thing}`
    .replaceAll(/[^\w+=,.@-]+/g, '-')
    .replace(/-+$/, '')
    .slice(0, 120);
  const isTaken = (name: string) => access.policies.some((policy) => policy.name === name);
  return (
    Array.from({ length: 9 }, (_, index) => (index === 0 ? words : `${words}-${index + 1}`)).find((name) => !isTaken(name)) ??
    words
  );
}
