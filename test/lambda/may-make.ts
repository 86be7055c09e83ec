import { ask, auditPolicies, controllerPolicies, ENFORCING } from '../stack/permissions.ts';
import type { Call } from './aws/call.ts';
import { REGION } from './aws/clients.ts';
import type { World } from './world.ts';

/** Where the tests of the stack think that it stands. */
const RESOLVED = { account: '111122223333', region: 'eu-west-1' };

/** Whether the role of the package, deployed with the parameters of this world, allows a call. */
export function permissionsIn(world: Pick<World, 'accountId' | 'stack' | 'parameters' | 'packaged'>): (call: Call) => boolean {
  const isAudit = world.packaged.name === world.stack.audit.name;
  const policies = isAudit ? auditPolicies(world.parameters) : controllerPolicies(ENFORCING, world.parameters);
  const named = (text: string) => asResolved(text, world);
  return ({ action, resource, context }) => {
    const given = Object.entries(context).map(([key, value]) => [key, [named(value)]]);
    return ask(policies, { action, resource: named(resource), context: Object.fromEntries(given) }) === 'allowed';
  };
}

/** The template's references are resolved for one account, region and set of bucket names; the scenario's are others. */
function asResolved(text: string, { accountId, stack }: Pick<World, 'accountId' | 'stack'>): string {
  const names = [...stack.physicalNames].filter(
    ([, physical]) => physical.startsWith('rolecall-') && text.startsWith('arn:aws:s3:'),
  );
  const renamed = names.reduce((done, [logical, physical]) => done.replace(physical, `rolecall-${logical.toLowerCase()}`), text);
  return renamed.replaceAll(accountId, RESOLVED.account).replaceAll(`:${REGION}:`, `:${RESOLVED.region}:`);
}
