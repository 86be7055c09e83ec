import { parsePolicy } from '../../iam/policy/parse.ts';
import type { ObservedRole } from '../../iam/role.ts';
import { shortAwsPolicyName } from '../aws/aws-policies.ts';
import { descriptionProblem, nameProblem, pathProblem } from '../role/names.ts';
import { policyValue } from '../role/policy-value.ts';
import { tagProblem } from '../role/tags.ts';
import { defaultTrustPolicy } from '../role/trust.ts';
import type { Mode, RoleKind, SpecContext } from '../types.ts';
import { ownArn } from './own-arns.ts';
import { roleKind } from './role-kind.ts';
import { unheldText, unheldValue } from './unheld.ts';

export interface DescribeOptions {
  readonly context: SpecContext;
  readonly adopt: boolean;
  /** `undefined` leaves the mode to the controller. */
  readonly mode: Mode | undefined;
  /** Whether a role without a boundary is said to have none, so that one that is set later is drift; a spec that is silent leaves it alone. */
  readonly pinsBoundary?: boolean;
}

/** A role spec as plain values, in the order in which people write it. */
export interface RoleSpecDocument {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: RoleKind;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Description {
  readonly document: RoleSpecDocument;
  /** Sentences: what of the role no spec can hold, so that the spec does not say it. */
  readonly leftOut: readonly string[];
}

/** A spec cannot be left out or blank, so that no role is emptied by mistake. */
const SAYS_NOTHING = { state: 'present' } as const;

/** The smallest spec that reads back as this role: defaults, Rolecall's own tag and AWS's tags are left out. */
export function describeRole(role: ObservedRole, { context, adopt, mode, pinsBoundary = false }: DescribeOptions): Description {
  const leftOut: string[] = [];
  const kind = roleKind(role, context.partition);
  const spec = {
    path: role.path === '/' ? undefined : held('path', role.path, pathProblem(role.path), leftOut),
    description: descriptionText(role.description, leftOut),
    maxSessionDuration: role.maxSessionDuration === 3600 ? undefined : role.maxSessionDuration,
    trustPolicy: kind !== 'Role' && hasDefaultTrust(role, context) ? undefined : trustValue(role, context, leftOut),
    managedPolicies: role.managedPolicies.map((arn) => policyName(arn, context)),
    inlinePolicies: inlineValues(role, context, leftOut),
    permissionsBoundary: boundaryValue(role, context, pinsBoundary),
    tags: tagValues(role, leftOut),
    management: { mode, adopt: adopt ? true : undefined },
  };
  const said = withoutEmpty(spec);
  const document = {
    apiVersion: 'rolecall/v1',
    kind,
    metadata: { name: role.name },
    spec: Object.keys(said).length === 0 ? SAYS_NOTHING : said,
  } as const;
  return { document, leftOut };
}

function hasDefaultTrust({ trustPolicy }: ObservedRole, context: SpecContext): boolean {
  const [live, byDefault] = [trustPolicy, defaultTrustPolicy(context)].map((text) =>
    parsePolicy(text, 'trust', context.partition, 'observed'),
  );
  return live?.ok === true && byDefault?.ok === true && live.policy.key === byDefault.policy.key;
}

function trustValue({ trustPolicy }: ObservedRole, context: SpecContext, leftOut: string[]): unknown {
  const value = policyValue(trustPolicy, 'trust', context);
  if (value === undefined) leftOut.push('the trust policy: no spec can hold it as it is');
  return value;
}

function inlineValues({ inlinePolicies }: ObservedRole, context: SpecContext, leftOut: string[]): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, text] of inlinePolicies) {
    const value = policyValue(text, 'identity', context);
    const problem = value === undefined ? 'no spec can hold it as it is' : nameProblem(name, 128);
    const unheld = problem ?? unheldValue(name, value);
    if (unheld === undefined) values.set(name, value);
    else leftOut.push(`the inline policy ${name}: ${unheld}`);
  }
  return Object.fromEntries(values);
}

function boundaryValue({ permissionsBoundary }: ObservedRole, context: SpecContext, pinsBoundary: boolean): string | undefined {
  if (permissionsBoundary !== null) return policyName(permissionsBoundary, context);
  return pinsBoundary ? 'none' : undefined;
}

function policyName(arn: string, context: SpecContext): string {
  const short = arn.startsWith(`arn:${context.partition}:`) ? shortAwsPolicyName(arn) : undefined;
  return short ?? ownArn(arn, context);
}

function tagValues({ tags }: ObservedRole, leftOut: string[]): Record<string, string> {
  const wanted = [...tags].filter(([key]) => !/^(aws:|rolecall:owner$)/i.test(key));
  return Object.fromEntries(
    wanted.filter(([key, value]) => {
      const unheld = unheldText(key, value, tagProblem(key, value));
      if (unheld !== undefined) leftOut.push(`the tag ${key}: ${unheld}`);
      return unheld === undefined;
    }),
  );
}

function descriptionText(description: string | undefined, leftOut: string[]): string | undefined {
  return description ? held('description', description, descriptionProblem(description), leftOut) : undefined;
}

function held(field: string, text: string, problem: string | undefined, leftOut: string[]): string | undefined {
  const unheld = unheldText(field, text, problem);
  if (unheld === undefined) return text;
  leftOut.push(`the ${field}: ${unheld}`);
  return undefined;
}

function withoutEmpty(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(spec).map(([key, value]) => [key, isMapping(value) ? withoutUndefined(value) : value] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && !isEmpty(value)));
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
