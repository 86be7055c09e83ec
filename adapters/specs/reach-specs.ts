import type { SpecSources } from '../../controller/ports.ts';
import { awsClients } from '../aws-clients.ts';
import { type ConnectionSettings, sharedSettings } from '../client-settings.ts';
import { ConnectionProblem } from '../connection-problem.ts';
import { regionOf } from '../region.ts';
import { sourceNameOf } from './source-name.ts';
import { specSourcesOf } from './spec-sources.ts';

/** Buckets are found from everywhere; parameters are looked for in one region. */
function refuseWithoutRegion(names: readonly string[], region: string | undefined): void {
  const source = names.find((name) => sourceNameOf(name).kind === 'ssm');
  if (region !== undefined || source === undefined) return;
  throw new ConnectionProblem(`${source} lies in one region, and none is set. Give --region, or set AWS_REGION.`);
}

/**
 * Specs as the credentials of the environment or of a profile reach them.
 * @param limit bytes
 * @throws {MisnamedSource} or a `ConnectionProblem` where parameters are asked for without a region
 */
export async function reachSpecs(names: readonly string[], limit: number, settings: ConnectionSettings): Promise<SpecSources> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const region = await regionOf(settings);
  refuseWithoutRegion(names, region);
  const clients = awsClients(sharedSettings(settings, region));
  return specSourcesOf(names, { clients, limit });
}
