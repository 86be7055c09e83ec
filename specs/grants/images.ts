/** What an image reference of a task definition names: a repository of Amazon ECR, or an image of another registry. */
export type Image =
  | { readonly registry: 'ecr'; readonly accountId: string; readonly region: string; readonly repository: string }
  | { readonly registry: 'other'; readonly host: string };

/** Also FIPS and dual-stack hosts: https://docs.aws.amazon.com/general/latest/gr/ecr.html */
const ECR_HOST =
  /^(?<accountId>\d{12})\.dkr(?:\.ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|-ecr(?:-fips)?\.(?<dualStackRegion>[a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn))$/;

/**
 * Takes an image reference apart; the tag and the digest are dropped. `undefined` for a bare name, such as `orders-api`, that
 * has neither registry nor tag: whether it is a repository's name or an image of Docker Hub depends on where it stands.
 */
export function parseImage(reference: string): Image | undefined {
  const name = withoutVersion(reference);
  const slash = name.indexOf('/');
  const host = slash === -1 ? '' : name.slice(0, slash);
  if (isHost(host)) return ofHost(host, name.slice(slash + 1));
  return name === reference ? undefined : { registry: 'other', host: 'docker.io' };
}

function ofHost(host: string, repository: string): Image {
  const groups = ECR_HOST.exec(host)?.groups;
  if (groups === undefined) return { registry: 'other', host };
  return {
    registry: 'ecr',
    accountId: groups.accountId ?? '',
    region: groups.region ?? groups.dualStackRegion ?? '',
    repository,
  };
}

/** Docker's rule: what stands before the first slash is a registry if it looks like a host. */
function isHost(text: string): boolean {
  return /[.:]/.test(text) || text === 'localhost';
}

/** The name of an image without its tag and digest: what says which repository it is pulled from. */
export function withoutVersion(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

const PARTITIONS: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^eusc-/, 'aws-eusc'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
];

/** The partition a region lies in: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOfRegion(region: string): string {
  return PARTITIONS.find(([pattern]) => pattern.test(region))?.[1] ?? 'aws';
}
