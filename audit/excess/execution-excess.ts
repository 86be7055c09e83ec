import type { Atom } from '../../iam/evaluation/atoms.ts';
import { OPERATORS } from '../../iam/evaluation/operators.ts';
import { contains } from '../../iam/pattern.ts';
import { foldCase } from '../../iam/policy/fold.ts';
import type { ConditionClause } from '../../iam/policy/types.ts';
import type { Permissions } from '../../iam/risk/permissions.ts';
import { GRANT_TABLE } from '../../specs/grants/grant-table.ts';
import type { Need } from '../types.ts';
import { type Excess, excessOf } from './excess.ts';

/** Actions on what is named in a task definition: resources beyond those are too much. */
const NAMED = ['secretsmanager:getsecretvalue', 'ssm:getparameters', 's3:getobject'];
/** What tells no more of the same resource than the action that is needed of it; the grants of the AWS CDK add them. */
const NO_MORE_THAN: ReadonlyMap<string, string> = new Map([
  ['secretsmanager:describesecret', 'secretsmanager:getsecretvalue'],
  ['ssm:getparameter', 'ssm:getparameters'],
  ['ssm:getparameterhistory', 'ssm:getparameters'],
  ['ssm:describeparameters', 'ssm:getparameters'],
]);
const TAG = /^(?:(?:aws|secretsmanager|ssm):resourcetag|s3:existingobjecttag)\//;
const DECRYPT = 'kms:decrypt';
/**
 * Beside what task definitions state, a pull through a cache makes the repository.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
const CACHING = ['ecr:batchimportupstreamimage', 'ecr:createrepository'];
/** What Amazon ECS calls with an execution role. */
const CALLED = new Set([
  ...Object.values(GRANT_TABLE).flatMap((rules) => rules.flatMap(({ actions }) => actions.map(foldCase))),
  ...CACHING,
]);
/** Where Amazon ECR keeps layers. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
const LAYERS = 'arn:*:s3:::prod-*-starport-layer-bucket/*';

/**
 * What an execution role may do beyond starting tasks: actions that Amazon ECS never calls with it, and secrets, parameters and
 * objects of S3 that no task definition names.
 * @param needs of all task definitions that use it
 * @param isComplete whether those are all secrets, parameters and objects; if not, only actions are judged
 */
export function executionExcess(permissions: Permissions, needs: readonly Need[], isComplete: boolean): readonly Excess[] {
  const named = isComplete ? neededResources(needs) : undefined;
  const isBeyond = (atom: Atom) => isBeyondNeeds(atom, named);
  return excessOf(permissions, isBeyond, isBeyond);
}

type Needed = ReadonlyMap<string, readonly string[]>;

/** By action, patterns of all that may be named. */
function neededResources(needs: readonly Need[]): Needed {
  const byAction = new Map<string, string[]>(NAMED.map((action) => [action, action === 's3:getobject' ? [LAYERS] : []]));
  for (const { actions, resource, requests } of needs)
    for (const action of actions) {
      const asked = requests
        .filter((request) => foldCase(request.action) === foldCase(action))
        .map((request) => request.resource);
      byAction.get(foldCase(action))?.push(...[resource, ...asked].flatMap(spellings));
    }
  return byAction;
}

/** A secret's name is followed by characters that Secrets Manager adds, and that a policy leaves open in one way or another. */
function spellings(resource: string): readonly string[] {
  const [, name] = /^(arn:[^:]+:secretsmanager:.*)-(?:\?{6}|[A-Za-z0-9]{6}|\*)$/.exec(resource) ?? [];
  return name === undefined ? [resource] : [resource, name, `${name}-*`];
}

/** Of a whole statement: whether any part of it is. */
function isBeyondNeeds({ statement: { action, resource, conditions } }: Atom, named: Needed | undefined): boolean {
  if (action.negated || resource === undefined) return true;
  return action.values.some((value) => {
    const needed = NO_MORE_THAN.get(value) ?? value;
    if (!CALLED.has(needed)) return true;
    if (value === DECRYPT) return !conditions.some(limitsKeys) && (resource.negated || resource.values.some(isOpenKey));
    const wanted = conditions.some(limitsByTag) ? undefined : named?.get(needed);
    return (
      wanted !== undefined && (resource.negated || !resource.values.every((one) => wanted.some((other) => contains(other, one))))
    );
  });
}

/**
 * Which secrets, parameters and objects carry the tag cannot be seen.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
 */
function limitsByTag({ key, operator, set, ifExists }: ConditionClause): boolean {
  return TAG.test(key) && OPERATORS.get(operator)?.negated === false && !ifExists && set !== 'ForAllValues';
}

function isOpenKey(value: string): boolean {
  return !/:key\/[^*?]+$|:alias\//.test(value);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
function limitsKeys({ key }: ConditionClause): boolean {
  return /^kms:(?:viaservice|resourcealiases|requestalias|encryptioncontext(?::|keys))|^aws:resourcetag\//.test(key);
}
