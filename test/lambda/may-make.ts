import type { NamedPolicy } from '../../iam/evaluation/types.ts';
import { ask, auditPolicies, controllerPolicies, ENFORCING, tellingPolicies } from '../stack/permissions.ts';
import type { Call } from './aws/call.ts';
import { REGION } from './aws/clients.ts';
import type { Installation } from './installation.ts';
import type { FunctionName } from './stack/deployed-function.ts';

/** Where the tests of the stack think that it stands. */
const RESOLVED = { account: '111122223333', region: 'eu-west-1' };

type Parameters = Readonly<Record<string, string>>;

/** What each function's packaged role allows. */
const POLICIES: Readonly<Record<FunctionName, (parameters: Parameters) => readonly NamedPolicy[]>> = {
  reconcile: (parameters) => controllerPolicies(ENFORCING, parameters),
  audit: auditPolicies,
  notify: (parameters) => tellingPolicies('NotifyRole', ENFORCING, parameters),
  report: (parameters) => tellingPolicies('ReportRole', ENFORCING, parameters),
};

/** The calls that a function made in this world though its role, deployed with the world's parameters, does not allow them. */
export function forbiddenCalls(name: FunctionName, world: Installation): readonly Call[] {
  const { calls } = world.functions[name].proxy;
  if (calls.length === 0) return [];
  const policies = POLICIES[name](world.parameters);
  const named = (text: string) => asResolved(text, world);
  const isAllowed = ({ action, resource, context }: Call) => {
    const given = Object.entries(context).map(([key, value]) => [key, [named(value)]]);
    return ask(policies, { action, resource: named(resource), context: Object.fromEntries(given) }) === 'allowed';
  };
  return calls.filter((call) => !isAllowed(call));
}

/** The template's references are resolved for one account, region and set of bucket names; the scenario's are others. */
function asResolved(text: string, { accountId, stack }: Pick<Installation, 'accountId' | 'stack'>): string {
  const names = [...stack.physicalNames].filter(
    ([, physical]) => physical.startsWith('rolecall-') && text.startsWith('arn:aws:s3:'),
  );
  const renamed = names.reduce((done, [logical, physical]) => done.replace(physical, `rolecall-${logical.toLowerCase()}`), text);
  return renamed.replaceAll(accountId, RESOLVED.account).replaceAll(`:${REGION}:`, `:${RESOLVED.region}:`);
}
