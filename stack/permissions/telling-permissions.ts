import type { Guards } from '../../specs/types.ts';
import { ROLE_WRITES } from './denials.ts';
import { routedTopics } from './routed-channels.ts';
import { type PolicyStatement, templateText } from './statement.ts';

/**
 * What the functions that tell may do, from the guards: publish to the topics that routes name, beside the deployment's own. Whatever
 * else somebody allows them, they change no role.
 * @param guards as `readDeploymentGuards` gives them
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
 */
export function tellingPermissions(guards: Pick<Guards, 'routes'>): readonly PolicyStatement[] {
  const Resource = routedTopics(guards).map(templateText);
  return [
    ...(Resource.length === 0 ? [] : [{ Sid: 'PublishToRoutes', Effect: 'Allow', Action: ['sns:Publish'], Resource } as const]),
    { Sid: 'NeverWriteRoles', Effect: 'Deny', Action: [...ROLE_WRITES, 'iam:PassRole', 'sts:AssumeRole'], Resource: ['*'] },
  ];
}
