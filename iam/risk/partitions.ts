import type { Policy } from '../policy/types.ts';

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];

/** The account's own partition always, and those that the document names: what it names must hide nothing. */
export function partitionsOf({ key }: Policy, own: string): readonly string[] {
  return [own, ...PARTITIONS.filter((one) => one !== own && key.includes(`arn:${one}:`))];
}
