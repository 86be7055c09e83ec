import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { IamApi } from '../../iam/api.ts';
import { BEHAVIOURS } from './behaviours.ts';

export interface ContractServer {
  /** As `differences.json` names it. */
  readonly name: 'wire skin' | 'moto';
  /** An account that no other test has touched, holding the customer managed policy `orders-base`. */
  account(): Promise<IamApi>;
}

/** Where a server is known to differ from AWS, and what it does instead. */
interface Difference {
  readonly server: ContractServer['name'];
  readonly behaviour: string;
  readonly instead: string;
}

const differences: readonly Difference[] = JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8'));

/**
 * What Rolecall relies on in IAM, asked of one server through the real SDK.
 * A listed difference must be there: when the server comes to agree with AWS, the test says so by failing.
 */
export function describeIamContract(server: ContractServer): void {
  describe(`IAM, as ${server.name} answers`, () => {
    for (const [behaviour, holds] of Object.entries(BEHAVIOURS)) {
      const difference = differences.find((listed) => listed.server === server.name && listed.behaviour === behaviour);
      const run = difference === undefined ? test : test.failing;
      run(difference === undefined ? behaviour : `${behaviour} – but ${difference.instead}`, async () =>
        holds(await server.account()),
      );
    }
    test('every listed difference names a behaviour', () => {
      expect(Object.keys(BEHAVIOURS)).toEqual(expect.arrayContaining(differences.map(({ behaviour }) => behaviour)));
    });
  });
}
