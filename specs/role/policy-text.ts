import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import { servicePrincipalWarning } from '../aws/service-principals.ts';
import type { Message, Report } from '../reading/report.ts';
import { type Path, pathOf } from '../reading/yaml/node.ts';
import { policyVariableWarning } from './policy-variables.ts';

const VERSION = '2012-10-17';

interface Wrapped {
  readonly document: unknown;
  /** Where, in the document, what the spec says begins. */
  readonly prefix: Path;
}

/** What is wrong with an element of `Action`, by the actions that AWS lists; `undefined` when it is fine. */
export type ActionWarning = (action: string) => Message | undefined;

/**
 * The JSON text of the policy document that a spec writes as a statement, a list of statements or a whole document.
 * A whole document is taken as it is: without `Version`, IAM reads it as 2008-10-17.
 * @param actionWarning where absent, actions are not looked up
 * @returns `undefined` when something is wrong with it
 */
export function policyText(
  value: unknown,
  kind: PolicyKind,
  partition: string,
  report: Report,
  actionWarning?: ActionWarning,
): string | undefined {
  if (typeof value === 'string') {
    report([], 'this policy is one piece of text; write it without quotes or | (JSON may stand here as it is)');
    return undefined;
  }
  const { document, prefix } = wrap(quoteNumbers(value));
  const text = JSON.stringify(document);
  const parsed = parsePolicy(text, kind, partition);
  if (!parsed.ok) {
    for (const { path, message } of parsed.problems) report(pathOf(path).slice(prefix.length), message);
  }
  warnOfStatements(document, prefix, report, actionWarning);
  if (!parsed.ok) return undefined;
  warnOfVersion(document, text, report);
  warnOfVariables(document, prefix, report);
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

/** Judges what can be read of each statement, also where the document has errors elsewhere. */
function warnOfStatements(document: unknown, prefix: Path, report: Report, actionWarning: ActionWarning = () => undefined): void {
  const place: Report = (path, ...problem) => report(path.slice(prefix.length), ...problem);
  for (const [statement, path] of itemsOf(isObject(document) ? document.Statement : undefined, ['Statement'])) {
    if (!isObject(statement)) continue;
    for (const element of ['Action', 'NotAction']) warnOfEach(statement[element], [...path, element], actionWarning, place);
    for (const element of ['Principal', 'NotPrincipal']) {
      const principal = statement[element];
      if (isObject(principal)) warnOfEach(principal.Service, [...path, element, 'Service'], servicePrincipalWarning, place);
    }
  }
}

function warnOfEach(value: unknown, path: Path, warningOf: (text: string) => Message | undefined, report: Report): void {
  for (const [item, place] of itemsOf(value, path)) {
    const warning = typeof item === 'string' ? warningOf(item) : undefined;
    if (warning !== undefined) report(place, warning, { severity: 'warning' });
  }
}

/** IAM takes a list of one and its one value for the same. */
function itemsOf(value: unknown, path: Path): (readonly [unknown, Path])[] {
  return Array.isArray(value) ? value.map((item, index) => [item, [...path, index]] as const) : [[value, path]];
}

function warnOfVersion(document: unknown, text: string, report: Report): void {
  if (!isObject(document) || 'Version' in document || !text.includes('${')) return;
  report([], `without Version, IAM takes \${…} for plain text; write Version: ${VERSION}`, { severity: 'warning' });
}

/** Only where IAM fills variables in. */
function warnOfVariables(document: unknown, prefix: Path, report: Report): void {
  if (!isObject(document) || document.Version !== VERSION) return;
  const place: Report = (path, ...problem) => report(path.slice(prefix.length), ...problem);
  const statements = itemsOf(document.Statement, ['Statement']);
  for (const [value, path] of statements.flatMap(([statement, at]) => fillable(statement, at)))
    warnOfEach(value, path, policyVariableWarning, place);
}

/** The resources and the values of conditions of a statement, each list of them at its place. */
function fillable(statement: unknown, path: Path): (readonly [unknown, Path])[] {
  return entriesOf(statement).flatMap(([element, value]): (readonly [unknown, Path])[] => {
    if (element.endsWith('Resource')) return [[value, [...path, element]]];
    if (element !== 'Condition') return [];
    return entriesOf(value).flatMap(([operator, keys]) =>
      entriesOf(keys).map(([key, values]) => [values, [...path, element, operator, key]] as const),
    );
  });
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
