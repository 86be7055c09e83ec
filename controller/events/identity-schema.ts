import * as z from 'zod/mini';
import { text } from './fields.ts';

/** CloudTrail's `userIdentity`, as input transformers pass it on; whatever is there, it is read. */
export const identitySchema = z.object({
  type: text,
  arn: text,
  principal: text,
  userName: text,
  invokedBy: text,
  issuerArn: text,
  issuerName: text,
  sourceIdentity: text,
});
