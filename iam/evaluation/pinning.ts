import { arnSegments } from '../arn.ts';
import type { ConditionClause, PolicyVersionDate } from '../policy/types.ts';
import { valuePattern } from './condition.ts';
import { OPERATORS } from './operators.ts';

/** Keys whose value is an account, an organisation or somebody's unique id. */
const IDENTITIES = [
  ...['aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:userid'],
  ...['aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'],
];
const ARNS = ['aws:principalarn', 'aws:sourcearn'];

/**
 * Whether the clause leaves only principals of named accounts, organisations or ARNs. `sts:ExternalId` does not: it is no secret.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export function pinsPrincipal({ clause, version }: { clause: ConditionClause; version: PolicyVersionDate }): boolean {
  if (!isDemanding(clause)) return false;
  const isArn = OPERATORS.get(clause.operator)?.family === 'arn';
  return patternsOf(clause, version).every((pattern) =>
    IDENTITIES.includes(clause.key) ? hasFixedStart(pattern) : ARNS.includes(clause.key) && namesOwner(pattern, isArn),
  );
}

/** Providers whose identities anyone can have, with the claims that tell them apart. */
const SHARED_PROVIDERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'accounts.google.com': ['aud', 'sub', 'oaud'],
    'agent.buildkite.com': ['sub'],
    'app.terraform.io': ['sub'],
    'cognito-identity.amazonaws.com': ['aud', 'sub'],
    'gitlab.com': ['sub'],
    'graph.facebook.com': ['app_id', 'id'],
    'token.actions.githubusercontent.com': ['sub', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id'],
    'vstoken.actions.githubusercontent.com': ['sub'],
    'www.amazon.com': ['app_id', 'user_id'],
  }),
);

/**
 * The claims by which a trust policy must choose among the identities of a provider that serves everybody; `undefined` for others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export function sharedProviderKeys(provider: string): readonly string[] | undefined {
  const host = provider.replace(/^arn:[^:]+:iam::\d{12}:oidc-provider\//, '');
  return SHARED_PROVIDERS.get(host)?.map((claim) => `${host}:${claim}`);
}

/** Whether the clause leaves only some identities of a shared provider. */
export function pinsIdentity(
  { clause, version }: { clause: ConditionClause; version: PolicyVersionDate },
  keys: readonly string[],
): boolean {
  return isDemanding(clause) && keys.includes(clause.key) && patternsOf(clause, version).every(hasFixedIdentity);
}

/** Whether the clause fails without the key and with values that it does not list. */
function isDemanding({ operator, set, ifExists }: ConditionClause): boolean {
  const known = OPERATORS.get(operator);
  return known !== undefined && !known.negated && ['string', 'arn'].includes(known.family) && !ifExists && set !== 'ForAllValues';
}

function patternsOf({ operator, values }: ConditionClause, version: PolicyVersionDate): readonly string[] {
  const known = OPERATORS.get(operator);
  return known === undefined ? [] : values.map((value) => valuePattern(value, version, known));
}

/** Organisation paths and unique ids may end in a wildcard, after the whole id. */
function hasFixedStart(pattern: string): boolean {
  return /^(?:\d{12}|o-[a-z\d]{10,}|A[A-Z\d]{15,})(?:$|[/:])/.test(pattern);
}

/** A string's wildcard takes in colons too, so that whatever stands behind it, the account included, may be part of a name. */
function namesOwner(pattern: string, isArn: boolean): boolean {
  const segments = arnSegments(pattern);
  if (segments === undefined) return false;
  const [, , service, , account = '', resource = ''] = segments;
  const start = segments.slice(0, 5).join(':');
  if (start.includes('$') || (!isArn && /[*?]/.test(start))) return false;
  // The ARN of a bucket has no account, and its name is unique.
  return /^\d{12}$/.test(account) || (service === 's3' && account === '' && /^[^*?$/]+(?:$|\/)/.test(resource));
}

/** `repo:*` or `*` are anybody's; `repo:owner/*` is not. */
function hasFixedIdentity(pattern: string): boolean {
  const start = pattern.split(/[*?]|\$\{/)[0] ?? '';
  return start === pattern ? start !== '' : /[^:/]+[:/][^:/]+[:/]/.test(start);
}
