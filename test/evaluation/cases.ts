import { readdirSync, readFileSync } from 'node:fs';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';

/** A whole document, or only its statements: then its version is 2012-10-17. */
export type Document = object | readonly object[];

export interface Case<Given, Expect> {
  readonly name: string;
  readonly source?: string;
  readonly given: Given;
  readonly expect: Expect;
}

/** The cases of every file of a topic, by file name. */
export function readCases<Given, Expect>(topic: string): readonly (readonly [string, readonly Case<Given, Expect>[]])[] {
  const folder = new URL(`../cases/${topic}/`, import.meta.url);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);
}

/** A document of a case, as IAM would hold it. */
export function policyOf(document: Document, kind: PolicyKind): Policy {
  const whole = Array.isArray(document) ? { Version: '2012-10-17', Statement: document } : document;
  const parsed = parsePolicy(JSON.stringify(whole), kind, 'aws', 'observed');
  if (!parsed.ok) throw new Error(`This case has no policy: ${JSON.stringify(parsed.problems)}`);
  return parsed.policy;
}
