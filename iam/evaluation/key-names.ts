/**
 * Condition keys as AWS spells them; policies hold them in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NAMES = [
  ...['aws:CurrentTime', 'aws:EpochTime', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent', 'aws:PrincipalAccount'],
  ...['aws:PrincipalArn', 'aws:PrincipalIsAWSService', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalServiceName'],
  ...[
    'aws:PrincipalType',
    'aws:Referer',
    'aws:RequestedRegion',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:SecureTransport',
  ],
  ...['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceIdentity', 'aws:SourceIp', 'aws:SourceOrgID', 'aws:SourceOrgPaths'],
  ...[
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:TagKeys',
    'aws:TokenIssueTime',
    'aws:UserAgent',
    'aws:ViaAWSService',
    'aws:VpcSourceIp',
  ],
  ...['ecs:ResourceTag', 'iam:PassedToService', 'iam:PermissionsBoundary', 'iam:PolicyARN', 'kms:ViaService'],
  ...['sts:ExternalId', 'sts:RoleSessionName', 'sts:SourceIdentity', 'sts:TransitiveTagKeys'],
];
/** What stands before the tag's name. */
const PREFIXES = ['aws:PrincipalTag/', 'aws:RequestTag/', 'aws:ResourceTag/', 'iam:ResourceTag/'];

const BY_KEY: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** The key as people know it; the key itself where that is not known. */
export function keyName(key: string): string {
  const prefix = PREFIXES.find((start) => key.startsWith(start.toLowerCase()));
  return BY_KEY.get(key) ?? (prefix === undefined ? key : prefix + key.slice(prefix.length));
}
