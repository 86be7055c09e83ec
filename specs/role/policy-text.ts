import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import { actionWarning } from '../aws/actions.ts';
import type { Report } from '../reading/report.ts';
import { type Path, pathOf } from '../reading/yaml/node.ts';

const VERSION = '2012-10-17';

interface Wrapped {
  readonly document: unknown;
  /** Where, in the document, what the spec says begins. */
  readonly prefix: Path;
}

/**
 * The JSON text of the policy document that a spec writes as a statement, a list of statements or a whole document.
 * A whole document is taken as it is: without `Version`, IAM reads it as 2008-10-17.
 * @returns `undefined` when something is wrong with it
 */
export function policyText(value: unknown, kind: PolicyKind, partition: string, report: Report): string | undefined {
  if (typeof value === 'string') {
    report([], 'this policy is one piece of text; write it without quotes or | (JSON may stand here as it is)');
    return undefined;
  }
  const { document, prefix } = wrap(quoteNumbers(value));
  const text = JSON.stringify(document);
  const parsed = parsePolicy(text, kind, partition);
  if (!parsed.ok) {
    for (const { path, message } of parsed.problems) report(pathOf(path).slice(prefix.length), message);
    return undefined;
  }
  warnOfActions(document, prefix, report);
  warnOfVersion(document, text, report);
  return text;
}

function wrap(value: unknown): Wrapped {
  if (isObject(value) && ('Statement' in value || 'Version' in value)) return { document: value, prefix: [] };
  if (Array.isArray(value)) return { document: { Version: VERSION, Statement: value }, prefix: ['Statement'] };
  return { document: { Version: VERSION, Statement: [value] }, prefix: ['Statement', 0] };
}

/** YAML's bare numbers as text, as IAM takes them everywhere; an account id is meant as its digits. */
function quoteNumbers(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(quoteNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, quoteNumbers(item)]));
}

function warnOfActions(document: unknown, prefix: Path, report: Report): void {
  const statements = isObject(document) ? document.Statement : undefined;
  const several = Array.isArray(statements);
  for (const [index, statement] of (several ? statements : [statements]).entries()) {
    const path: Path = several ? ['Statement', index] : ['Statement'];
    for (const element of ['Action', 'NotAction'])
      warnOfElement(statement, element, [...path, element].slice(prefix.length), report);
  }
}

function warnOfElement(statement: unknown, element: string, path: Path, report: Report): void {
  const actions = isObject(statement) ? statement[element] : undefined;
  const several = Array.isArray(actions);
  for (const [index, action] of (several ? actions : [actions]).entries()) {
    const warning = typeof action === 'string' ? actionWarning(action) : undefined;
    if (warning !== undefined) report(several ? [...path, index] : path, warning, { severity: 'warning' });
  }
}

function warnOfVersion(document: unknown, text: string, report: Report): void {
  if (!isObject(document) || 'Version' in document || !text.includes('${')) return;
  report([], `without Version, IAM takes \${…} for plain text; write Version: ${VERSION}`, { severity: 'warning' });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
