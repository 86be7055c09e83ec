import { UserError } from '../terminal/user-error.ts';
import type { ControllerAccess, Deployment } from './controller-access.ts';

function parameterName(name: string): string {
  return `/${name}/deployment`;
}

function notDeployed({ accountId, region }: ControllerAccess, name: string): string {
  return `No controller "${name}" is deployed in account ${accountId}, region ${region} (there is no SSM parameter ${parameterName(name)}). Give --region or --deployment if it is elsewhere, or deploy it: see docs/operating.md.`;
}

/** There is no deployment of that name where one looked. */
export class NoController extends UserError {}

/**
 * The deployment of that name.
 * @throws {NoController} if there is none; {UserError} if it cannot be looked up, or if no region says where.
 */
export async function deployedController(access: ControllerAccess, name: string): Promise<Deployment> {
  if (access.region === undefined)
    throw new UserError('No region is set. Give the one that the controller is deployed in with --region.');
  const lookup = await access.deployment(name);
  if (lookup.found === 'yes') return lookup.deployment;
  if (lookup.found === 'no') throw new NoController(notDeployed(access, name));
  throw new UserError(`The controller "${name}" cannot be found. ${lookup.message}`);
}
