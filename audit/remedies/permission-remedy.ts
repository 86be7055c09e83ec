import { createHash } from 'node:crypto';
import { grantsPolicy } from '../../specs/grants/grant-policy.ts';
import type { SpecContext } from '../../specs/types.ts';
import { grantsOf } from '../generate/grants-of.ts';
import type { AuditedRole, Need, Remedy } from '../types.ts';
import { remedyOf } from './remedy.ts';
import { specPart } from './role-spec.ts';
import { awsCommand } from './shell.ts';

/** IAM takes 128 characters; a hash and a number may follow. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const LONGEST_WORDS = 100;

/**
 * Allows the needs: with an inline policy of its own, so that no other is overwritten, or for a role that a spec declares, in its spec.
 * @param needs at least one
 */
export function permissionRemedy(needs: readonly Need[], role: AuditedRole, context: SpecContext): Remedy {
  const name = policyName(needs, role, context);
  const spec = specPart(specFor(name, needs, role, context));
  if (role.declared !== null) {
    const { file, line } = role.declared.source;
    return remedyOf(`Allow it in the spec of ${role.name} (${file}:${line})`, { spec });
  }
  return remedyOf('Allow it with an inline policy, or in a spec that declares the role', {
    command: putPolicy(name, needs, role),
    spec,
  });
}

/** The command that allows the needs with an inline policy. */
export function putPolicy(name: string, needs: readonly Need[], role: AuditedRole): string {
  return awsCommand(
    ...['iam', 'put-role-policy', '--role-name', role.name],
    ...['--policy-name', name, '--policy-document', grantsPolicy(needs)],
  );
}

function specFor(name: string, needs: readonly Need[], role: AuditedRole, context: SpecContext): object {
  const isTaskRole = needs.some(({ use }) => use === 'task');
  const kind = role.declared?.kind ?? (isTaskRole ? 'TaskRole' : 'TaskExecutionRole');
  if (kind === 'TaskExecutionRole' && !isTaskRole) return { grants: grantsOf(needs, context) };
  return { inlinePolicies: { [name]: JSON.parse(grantsPolicy(needs)).Statement } };
}

/**
 * Of what is needed first, and none that the role has already. Where the words leave out something of the resource, such as its
 * slashes or another region, its hash follows: else the command for one resource would overwrite what that for another made.
 */
function policyName([need]: readonly Need[], role: AuditedRole, { region, accountId }: SpecContext): string {
  const [sid = '', resource = ''] = [need?.sid, need?.resource];
  const [, , , ofRegion = '', ofAccount = '', ...parts] = resource.split(':');
  const thing = parts.join(':').replace(/^(?:repository\/|log-group:|secret:|parameter\/|file-system\/)/, '');
  const whole = `${sid}-${thing.replace(/:\*$/, '')}`;
  const words = whole
    .replaceAll(/[^\w+=,.@-]+/g, '-')
    .replace(/-+$/, '')
    .slice(0, LONGEST_WORDS);
  const isOwn = ['', region].includes(ofRegion) && ['', accountId].includes(ofAccount);
  const isExact = parts.length === 0 || (isOwn && words === whole);
  return freeName(isExact ? words : `${words}-${createHash('sha256').update(resource).digest('hex').slice(0, 8)}`, role);
}

/** The name, or with a number behind it where an inline policy of the role has it already. */
export function freeName(name: string, { access, unread }: AuditedRole): string {
  const taken = new Set([...unread, ...access.policies.map((policy) => policy.name)]);
  const numbered = Array.from(taken, (_, index) => `${name}-${index + 2}`);
  return [name, ...numbered].find((one) => !taken.has(one)) ?? name;
}
