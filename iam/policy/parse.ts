import { canonicalPolicy } from './canonical.ts';
import { readJson } from './json.ts';
import { below, isObject, type JsonObject, type Reading, refuse, refuseUnknown, shown } from './reading.ts';
import { readStatement } from './statement.ts';
import type { ParsedPolicy, PolicyKind, PolicySide, PolicyVersionDate, Statement } from './types.ts';

/** What IAM takes in a document: tab, line feed, carriage return and U+0020 to U+00FF. */
const FOREIGN_CHARACTER = /[^\t\n\r\u0020-\u00ff]/u;

const ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/**
 * Reads a policy document into canonical form. Never throws, and never guesses: what the grammar does not know is a problem.
 * @param text the document as plain JSON text, already URL-decoded
 * @param kind `identity` for a role's permissions and boundary, `trust` for who may assume it
 * @param partition the partition of the account that holds the document; an account id as principal is a root ARN in it
 * @param side `observed` accepts what IAM has let pass and what changes no access: any Sid, an `Id`, any character
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: PolicyKind, partition: string, side: PolicySide = 'desired'): ParsedPolicy {
  const { value, problems } = readJson(text);
  const reading: Reading = { kind, partition, side, problems: [...problems] };
  if (value === undefined) return { ok: false, problems };
  if (side === 'desired') refuseForeignCharacter(text, reading);
  const policy = isObject(value) ? readDocument(value, reading) : refuse(reading, '', notAnObject(value));
  return policy === undefined || reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, policy };
}

function notAnObject(value: unknown): string {
  return `${shown(value)} is no policy. Write one JSON object with "Version" and "Statement".`;
}

function refuseForeignCharacter(text: string, reading: Reading): void {
  const found = FOREIGN_CHARACTER.exec(text);
  if (found === null) return;
  const code = `U+${found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
  const before = text.slice(Math.max(0, found.index - 20), found.index);
  refuse(reading, '', `IAM takes no ${code} in a policy (after ${shown(before)}). Use characters up to U+00FF only.`);
}

function readDocument(document: JsonObject, reading: Reading): ReturnType<typeof canonicalPolicy> | undefined {
  refuseUnknown(document, ELEMENTS, '', reading);
  const version = readVersion(document.Version, reading);
  refuseId(document.Id, reading);
  const statements = readStatements(document.Statement, reading);
  if (reading.side === 'desired') refuseSameSids(document.Statement, reading);
  return version === undefined || reading.problems.length > 0 ? undefined : canonicalPolicy(version, statements);
}

function readVersion(version: unknown, reading: Reading): PolicyVersionDate | undefined {
  if (version === undefined) return '2008-10-17';
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  return refuse(reading, '/Version', `${shown(version)} is no version of the policy language. Write "2012-10-17".`);
}

function refuseId(id: unknown, reading: Reading): void {
  if (id === undefined) return;
  if (typeof id !== 'string') refuse(reading, '/Id', `${shown(id)} is no Id. Write a string, or remove it.`);
  else if (reading.kind === 'identity' && reading.side === 'desired')
    refuse(reading, '/Id', 'An identity policy has no "Id". Remove it.');
}

function readStatements(value: unknown, reading: Reading): readonly Statement[] {
  const path = '/Statement';
  if (value === undefined) refuse(reading, '', 'There is no "Statement". Give at least one.');
  else if (!Array.isArray(value)) return [readStatement(value, path, reading)].filter((statement) => statement !== undefined);
  else if (value.length === 0) refuse(reading, path, 'The list is empty. Give at least one statement.');
  else
    return value
      .map((element, index) => readStatement(element, below(path, index), reading))
      .filter((read) => read !== undefined);
  return [];
}

function refuseSameSids(statements: unknown, reading: Reading): void {
  if (!Array.isArray(statements)) return;
  const met = new Set<unknown>();
  for (const [index, statement] of statements.entries()) {
    const sid: unknown = isObject(statement) ? statement.Sid : undefined;
    if (sid === undefined || sid === '') continue;
    if (met.has(sid))
      refuse(reading, `/Statement/${index}/Sid`, `Sid ${shown(sid)} is used twice. Give each statement its own, or none.`);
    met.add(sid);
  }
}
