import type { SSMClient } from '@aws-sdk/client-ssm';
import { DeploymentUnreadable, publishedDeployment } from '../../adapters/deployment.ts';
import { wireCode } from '../../adapters/iam-errors.ts';
import type { Deployment, DeploymentLookup } from './controller-access.ts';

function isRefusal({ cause }: Error): boolean {
  return cause instanceof Error && wireCode(cause) === 'AccessDenied';
}

/** The stack always put them beside the state, also when it did not yet publish where. */
function placesBeside(state: string): Pick<Deployment, 'audits' | 'alerts' | 'reports'> {
  const beside = (name: string) => state.replace(/[^/]*\/?$/, name);
  return { audits: beside('audits'), alerts: beside('alerts'), reports: beside('reports') };
}

/** Looks a deployment up where it is published. */
export async function lookUpDeployment(client: SSMClient, name: string): Promise<DeploymentLookup> {
  try {
    const deployment = await publishedDeployment(client, name);
    return deployment === undefined
      ? { found: 'no' }
      : { found: 'yes', deployment: { ...placesBeside(deployment.state), ...deployment } };
  } catch (error) {
    if (!(error instanceof DeploymentUnreadable)) throw error;
    return { found: isRefusal(error) ? 'refused' : 'unknown', message: error.message };
  }
}
