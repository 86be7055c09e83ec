import type { Tag } from '../../iam/api.ts';
import { OWNER_TAG } from '../../reconciler/admission/owner.ts';
import type { PlannedAction } from '../../reconciler/types.ts';

function tagWords(tags: readonly Tag[]): string {
  const owner = tags.find((tag) => tag.Key === OWNER_TAG);
  if (owner !== undefined && tags.length === 1) return `take the role over: tag it ${OWNER_TAG}=${owner.Value}`;
  return `set ${tags.length === 1 ? 'the tag' : 'the tags'} ${tags.map((tag) => `${tag.Key}=${tag.Value}`).join(', ')}`;
}

function untagWords(keys: readonly string[]): string {
  if (keys.length === 1 && keys[0] === OWNER_TAG) return 'take our owner tag off; everything else stays';
  return `remove ${keys.length === 1 ? 'the tag' : 'the tags'} ${keys.join(', ')}`;
}

type InWords = { [C in PlannedAction['call']]: (input: Extract<PlannedAction, { call: C }>['input']) => string };

const IN_WORDS: InWords = {
  CreateRole: () => 'create the role',
  UpdateRole: ({ Description, MaxSessionDuration }) =>
    `set the description to "${Description}" and the session duration to ${MaxSessionDuration} seconds`,
  UpdateAssumeRolePolicy: () => 'set the trust policy',
  AttachRolePolicy: ({ PolicyArn }) => `attach ${PolicyArn}`,
  DetachRolePolicy: ({ PolicyArn }) => `detach ${PolicyArn}`,
  PutRolePolicy: ({ PolicyName }) => `write the inline policy ${PolicyName}`,
  DeleteRolePolicy: ({ PolicyName }) => `delete the inline policy ${PolicyName}`,
  PutRolePermissionsBoundary: ({ PermissionsBoundary }) => `set the permissions boundary ${PermissionsBoundary}`,
  DeleteRolePermissionsBoundary: () => 'remove the permissions boundary',
  TagRole: ({ Tags }) => tagWords(Tags),
  UntagRole: ({ TagKeys }) => untagWords(TagKeys),
  DeleteRole: () => 'delete the role',
};

function words(action: PlannedAction): string {
  return (IN_WORDS[action.call] as (input: PlannedAction['input']) => string)(action.input);
}

function isPolicyWrite(action: PlannedAction): boolean {
  return action.call === 'UpdateAssumeRolePolicy' || action.call === 'PutRolePolicy';
}

/** What each call of a plan does, in plain words. A policy written twice passes through a state that both sides share. */
export function actionWords(actions: readonly PlannedAction[]): readonly string[] {
  return actions.map((action, index) => {
    const said = words(action);
    const again = actions.slice(index + 1).some((later) => later.call === action.call && words(later) === said);
    return isPolicyWrite(action) && again ? `${said}, first to a step between live and spec` : said;
  });
}
