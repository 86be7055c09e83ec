import type { SpecContext } from '../types.ts';

/** Partition, then service and region, then account, then the rest. */
const ARN = /^arn:([a-z-]+):([^:]*:[^:]*):(\d{12}):/;

/** The value with this account's ARNs written for any account; other ARNs and all other text stay as they are. */
export function ownArns(value: unknown, context: SpecContext): unknown {
  if (typeof value === 'string') return ownArn(value, context);
  if (Array.isArray(value)) return value.map((item) => ownArns(item, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ownArns(item, context)]));
}

/** An ARN of this account with variables in the place of partition and account. */
export function ownArn(arn: string, { accountId, partition }: SpecContext): string {
  return arn.replace(ARN, (whole, itsPartition: string, middle: string, account: string) =>
    itsPartition === partition && account === accountId ? `arn:\${AWS::Partition}:${middle}:\${AWS::AccountId}:` : whole,
  );
}
