import { describe, expect, test } from '@jest/globals';
import { identityOf } from '../../../controller/events/identity.ts';
import type { Identity } from '../../../controller/request.ts';
import { caseFiles } from '../../policy/cases.ts';

interface IdentityCase {
  readonly name: string;
  readonly source: string;
  readonly given: Partial<Parameters<typeof identityOf>[0]>;
  readonly expect: Identity;
}

const NOTHING = {
  type: null,
  arn: null,
  principal: null,
  userName: null,
  invokedBy: null,
  issuerArn: null,
  issuerName: null,
  sourceIdentity: null,
};

describe.each(caseFiles<IdentityCase>('identity'))('%s', (_, cases) => {
  test.each(cases)('$name', ({ given, expect: identity }) => expect(identityOf({ ...NOTHING, ...given })).toEqual(identity));
});
