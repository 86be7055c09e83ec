import type { Guards } from '../../specs/types.ts';
import { auditPermissions } from './audit-permissions.ts';
import { reconcilePermissions } from './reconcile-permissions.ts';

/**
 * The parts of the template that follow from the guards, by file name.
 * @param guards as `readDeploymentGuards` gives them
 */
export function generatedParts(guards: Guards): Readonly<Record<string, unknown>> {
  return {
    'reconcile-permissions.json': reconcilePermissions(guards),
    'audit-permissions.json': auditPermissions(),
    'rules.json': { Rules: rules(guards) },
  };
}

/** CloudFormation refuses the stack, before it changes anything, where anybody could write specs that are acted on. */
function rules({ mode }: Guards): Readonly<Record<string, unknown>> {
  if (mode !== 'enforce') return {};
  return {
    EnforcingNeedsNamedSpecWriters: {
      RuleCondition: { 'Fn::Equals': [{ Ref: 'SpecBucket' }, ''] },
      Assertions: [
        {
          Assert: { 'Fn::Not': [{ 'Fn::Contains': [{ Ref: 'SpecWriters' }, ''] }] },
          AssertDescription:
            'The guards say enforce, so name who may write specs: SpecWriters (--param specWriters=ARN,ARN) must not be empty.',
        },
      ],
    },
  };
}
