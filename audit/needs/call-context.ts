import type { Context, KnownValues } from '../../iam/evaluation/types.ts';
import type { AuditedRole, NeededRequest } from '../types.ts';

/**
 * The condition keys that are known of a call that ECS makes with the role's credentials. What is not certain is left out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callContext({ arn }: Pick<AuditedRole, 'arn'>, { known = {} }: NeededRequest): Context {
  return new Map<string, KnownValues>([
    ...principalKeys(arn),
    // The agents call the services' own endpoints, over TLS.
    ['aws:securetransport', ['true']],
    ...Object.entries(known).map(([key, value]): [string, KnownValues] => [key, value === null ? null : [value]]),
  ]);
}

/** For a role's session it is the role that is named, and no user. */
function principalKeys(arn: string): [string, KnownValues][] {
  return [
    ['aws:principalarn', [arn]],
    ['aws:principalaccount', [arn.split(':')[4] ?? '']],
    ['aws:principaltype', ['AssumedRole']],
    ['aws:principalisawsservice', ['false']],
    ['aws:principalservicename', null],
    ['aws:username', null],
  ];
}
