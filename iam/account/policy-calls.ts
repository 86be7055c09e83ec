import { type Answer, policyNameOf } from './answers.ts';
import { knownPolicy, policyExists } from './lookup.ts';
import { refuse } from './refusal.ts';

/**
 * A policy of which no document is known answers as its first version.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export const getPolicy: Answer<'GetPolicy'> = (state, { PolicyArn }) => {
  if (!policyExists(state, PolicyArn)) refuse('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
  const DefaultVersionId = knownPolicy(state, PolicyArn)?.defaultVersionId ?? 'v1';
  return { Policy: { PolicyName: policyNameOf(state, PolicyArn), Arn: PolicyArn, DefaultVersionId } };
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: Answer<'GetPolicyVersion'> = (state, { PolicyArn, VersionId }) => {
  const version = knownPolicy(state, PolicyArn)?.versions.find((candidate) => candidate.VersionId === VersionId);
  if (version === undefined)
    return refuse('NoSuchEntity', `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
  return { PolicyVersion: { ...version } };
};
