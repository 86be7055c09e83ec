import type { Atom } from '../../iam/evaluation/atoms.ts';
import { matches } from '../../iam/pattern.ts';
import type { ConditionClause, Matching } from '../../iam/policy/types.ts';
import type { Permissions } from '../../iam/risk/permissions.ts';
import { isAllResources } from './all-resources.ts';
import { type Excess, excessOf } from './excess.ts';

/** Actions that read what is secret, or become somebody else: on everything they are too much. */
const READING = [
  ...['secretsmanager:getsecretvalue', 'secretsmanager:batchgetsecretvalue', 'ssm:getparameter', 'ssm:getparameters'],
  ...['ssm:getparametersbypath', 'kms:decrypt', 's3:getobject', 'sts:assumerole'],
];
/**
 * ECS Exec needs all actions of this service, which know no resources.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
const EXEC = /^ssmmessages:/;
/** Conditions on who asks, when and from where, which leave what may be done as wide as it is. */
const ABOUT_THE_CALLER =
  /^aws:(?:principal|source|currenttime|epochtime|tokenissuetime|securetransport|requestedregion|useragent|vpc|userid)/;

/** What a task role may do and hardly any task needs: a whole service on everything, or reading what is secret on everything. */
export function taskExcess(permissions: Permissions): readonly Excess[] {
  return excessOf(permissions, isSuspect, isSuspect);
}

function isSuspect({ statement: { action, resource, conditions } }: Atom): boolean {
  if (resource === undefined || !(isWholeService(action) || readsSecrets(action))) return false;
  return isAllResources(resource) && conditions.every(leavesItWide);
}

function leavesItWide({ key }: ConditionClause): boolean {
  return ABOUT_THE_CALLER.test(key);
}

/** All but some actions are taken for whole services: there are hundreds. */
function isWholeService({ negated, values }: Matching): boolean {
  return negated || values.some((value) => /^\*+$|:\*+$/.test(value) && !EXEC.test(value));
}

function readsSecrets({ values }: Matching): boolean {
  return values.some((value) =>
    /[*?]/.test(value) ? READING.some((action) => matches(value, action)) : READING.includes(value),
  );
}
