import type { Guards } from '../../specs/types.ts';
import { auditPermissions } from './audit-permissions.ts';
import { reconcilePermissions } from './reconcile-permissions.ts';
import { slackChannels } from './routed-channels.ts';
import { tellingPermissions } from './telling-permissions.ts';

/**
 * The parts of the template that follow from the guards, by file name.
 * @param guards as `readDeploymentGuards` gives them
 */
export function generatedParts(guards: Guards): Readonly<Record<string, unknown>> {
  return {
    'reconcile-permissions.json': reconcilePermissions(guards),
    'audit-permissions.json': auditPermissions(),
    'telling-permissions.json': tellingPermissions(guards),
    'rules.json': { Rules: rules(guards) },
  };
}

/** CloudFormation refuses the stack, before it changes anything, where one of these does not hold. */
function rules(guards: Guards): Readonly<Record<string, unknown>> {
  return {
    ...(guards.mode === 'enforce' && { EnforcingNeedsNamedSpecWriters: NAMED_SPEC_WRITERS }),
    ...(slackChannels(guards).length > 0 && { SlackChannelsNeedASecret: SLACK_SECRET }),
  };
}

/** Else anybody could write specs that are acted on. */
const NAMED_SPEC_WRITERS = {
  RuleCondition: { 'Fn::Equals': [{ Ref: 'SpecBucket' }, ''] },
  Assertions: [
    {
      Assert: { 'Fn::Not': [{ 'Fn::Contains': [{ Ref: 'SpecWriters' }, ''] }] },
      AssertDescription:
        'The guards say enforce, so name who may write specs: SpecWriters (--param specWriters=ARN,ARN) must not be empty.',
    },
  ],
};

/** Else nobody would be told. */
const SLACK_SECRET = {
  Assertions: [
    {
      Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SlackSecret' }, ''] }] },
      AssertDescription:
        "The guards' routes name channels of Slack's, so say where its secret lies: SlackSecret (--param slackSecret=NAME) must not be empty.",
    },
  ],
};
