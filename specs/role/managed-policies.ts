import { awsPolicyArn, knowsAwsPolicy, likelyAwsPolicy } from '../aws/aws-policies.ts';
import type { Complain, Report } from '../reading/report.ts';
import { quote } from '../reading/suggestion.ts';
import type { SpecContext } from '../types.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
const POLICY_ARN = /^arn:([a-z-]+):iam::(aws|\d{12}):policy\/(?:[\u0021-\u007e]+\/)?[\w+=,.@-]{1,128}$/;

/** The ARNs of the managed policies that a spec names, each once. */
export function managedPolicyArns(names: readonly string[], context: SpecContext, report: Report): string[] {
  const met = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const arn = managedPolicyArn(name, context, (...problem) => report([index], ...problem));
    if (arn === undefined) continue;
    if (met.has(arn)) report([index], `this policy stands in the list twice (also as item ${(met.get(arn) ?? 0) + 1}); keep one`);
    else met.set(arn, index);
  }
  return [...met.keys()];
}

/** The ARN of a managed policy: a bare `[PATH/]NAME` is one of AWS's own, anything else is an ARN already. */
export function managedPolicyArn(name: string, context: SpecContext, complain: Complain): string | undefined {
  if (name.startsWith('arn:')) return checkedArn(name, context, complain);
  const arn = awsPolicyArn(name, context.partition);
  if (arn !== undefined) return arn;
  complain(() => unknownPolicy(name, context));
  return undefined;
}

function checkedArn(arn: string, { partition }: SpecContext, complain: Complain): string | undefined {
  const [, itsPartition, account] = POLICY_ARN.exec(arn) ?? [];
  if (itsPartition === undefined) {
    complain(`${quote(arn)} is not a policy's ARN; write ${ownArn('[PATH/]NAME')}`);
    return undefined;
  }
  if (itsPartition === partition) {
    if (account === 'aws') warnOfUnknown(arn, complain);
    return arn;
  }
  const instead = arn.replace(`arn:${itsPartition}:`, 'arn:${AWS::Partition}:');
  complain(
    `this account is in the partition ${partition}, the policy in ${itsPartition}; write ${account === 'aws' ? instead : 'one of this account'}`,
  );
  return undefined;
}

function warnOfUnknown(arn: string, complain: Complain): void {
  if (knowsAwsPolicy(arn)) return;
  complain(() => unknownArn(arn), { severity: 'warning' });
}

function unknownArn(arn: string): string {
  const [prefix, name = ''] = arn.split(/(?<=:policy\/)(.*)/s);
  const meant = likelyAwsPolicy(name);
  const instead = meant === undefined ? 'correct it, unless it is newer than this Rolecall' : `did you mean ${prefix}${meant}?`;
  return `AWS is not known to have the managed policy ${quote(name)}; ${instead}`;
}

function unknownPolicy(name: string, { partition }: SpecContext): string {
  const meant = likelyAwsPolicy(name);
  const likely = meant === undefined ? '' : ` did you mean ${meant} (arn:${partition}:iam::aws:policy/${meant})?`;
  return `AWS has no managed policy ${quote(name)};${likely} for your own policy write ${ownArn(name.length > 80 ? 'NAME' : name)}`;
}

/** Holds in every account, so it can be given where none is known. */
function ownArn(name: string): string {
  return `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${name}`;
}
