import type { Answer } from './answers.ts';
import { detailsOf, modifiableRole } from './lookup.ts';
import { saveRole } from './state.ts';
import { tagged, untagged } from './tags.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: Answer<'TagRole'> = (state, { RoleName, Tags }) => {
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  saveRole(state, { ...role, details: { ...details, tags: tagged(details.tags, Tags) } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: Answer<'UntagRole'> = (state, { RoleName, TagKeys }) => {
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  saveRole(state, { ...role, details: { ...details, tags: untagged(details.tags, TagKeys) } });
  return {};
};
