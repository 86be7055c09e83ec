import { describe, expect, it } from '@jest/globals';
import { isAdmin } from '../../iam/risk/admin.ts';
import { escalations } from '../../iam/risk/escalations.ts';
import { trustedAccounts, trustsPublic } from '../../iam/risk/trust.ts';
import { type Document, policyOf, readCases } from './cases.ts';

interface Given {
  /** Of the account that holds the role; `aws` if not given. */
  readonly partition?: string;
  readonly policy?: Document;
  readonly trust?: Document;
}

interface Expect {
  readonly admin?: boolean;
  /** All of them; or one that must or must not be there. */
  readonly escalations?: readonly string[];
  readonly escalatesBy?: string;
  readonly doesNotEscalateBy?: string;
  readonly public?: boolean;
  readonly accounts?: readonly string[];
}

const OWN_ACCOUNT = '111122223333';

function expectPolicy(document: Document, partition: string, expected: Expect): void {
  const policy = policyOf(document, 'identity');
  if (expected.admin !== undefined) expect(isAdmin(policy, partition)).toBe(expected.admin);
  if (expected.escalations) expect(escalations(policy, partition)).toEqual(expected.escalations);
  if (expected.escalatesBy) expect(escalations(policy, partition)).toContain(expected.escalatesBy);
  if (expected.doesNotEscalateBy) expect(escalations(policy, partition)).not.toContain(expected.doesNotEscalateBy);
}

function expectTrust(document: Document, expected: Expect): void {
  const trust = policyOf(document, 'trust');
  if (expected.public !== undefined) expect(trustsPublic(trust)).toBe(expected.public);
  if (expected.accounts) expect(trustedAccounts(trust, OWN_ACCOUNT)).toEqual(expected.accounts);
}

describe.each(readCases<Given, Expect>('risk'))('risk: %s', (_file, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    if (given.policy) expectPolicy(given.policy, given.partition ?? 'aws', expected);
    if (given.trust) expectTrust(given.trust, expected);
  });
});
