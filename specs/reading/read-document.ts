import { compileRole, type RoleDocument } from '../role/compile.ts';
import type { ActionWarning } from '../role/policy-text.ts';
import { fillVariables } from '../role/variables.ts';
import { declaredWaiver } from '../role/waiver.ts';
import { SCHEMAS } from '../schema/language.ts';
import { API_VERSION } from '../schema/role.ts';
import type { DeclaredRole, InvalidRole, Source, SpecContext, Waiver } from '../types.ts';
import { reportBlanks } from './blanks.ts';
import { check } from './check.ts';
import { type Header, isForeign, isRoleKind, readHeader, reportHeader } from './header.ts';
import type { Report } from './report.ts';
import type { ReadDocument } from './spec-file.ts';
import { isMap, plainValue } from './yaml/node.ts';

/** What one document turned out to be. */
export type Declaration =
  | { readonly type: 'role'; readonly role: DeclaredRole }
  | { readonly type: 'invalid'; readonly role: Omit<InvalidRole, 'problems'> }
  | { readonly type: 'waiver'; readonly waiver: Waiver }
  | { readonly type: 'guards'; readonly source: Source }
  /** It says nothing that can be used, and may have been meant to declare a role. */
  | { readonly type: 'unreadable' }
  | { readonly type: 'none' };

export interface ReadOptions {
  /** `YYYY-MM-DD` in UTC, to judge how far ahead a waiver ends. */
  readonly today?: string | undefined;
  /** Looks actions up among those that AWS lists; absent where nobody reads the warnings, for the list is long. */
  readonly actionWarning?: ActionWarning | undefined;
}

/** Judges and compiles one document; its problems are reported to it. */
export function readDeclaration(read: ReadDocument, context: SpecContext, options: ReadOptions): Declaration {
  const { document, problems } = read;
  const source: Source = { file: document.file.file, line: document.line, version: document.file.version };
  if (!isMap(document.root.value)) {
    if (!read.faulty) problems.report([], 'a spec begins with apiVersion: rolecall/v1 and kind; this is something else');
    return { type: 'unreadable' };
  }
  const plain = plainValue(document.root);
  if (isForeign(plain)) {
    problems.report(
      ['apiVersion'],
      `this is not a Rolecall document, which has apiVersion: ${API_VERSION}; take it out of the specs`,
    );
    return { type: 'none' };
  }
  const report: Report = read.broken ? () => {} : problems.report;
  reportBlanks(document.root, SCHEMAS[readHeader(plain).likelyKind], report);
  const value = fillVariables(plain, context, report);
  const header = readHeader(value);
  const declared = read.broken ? undefined : declaration(value, header, read, { source, context, options });
  return declared === undefined || problems.hasErrors ? unusable(header, source) : declared;
}

interface Circumstances {
  readonly source: Source;
  readonly context: SpecContext;
  readonly options: ReadOptions;
}

function declaration(
  value: unknown,
  { kind, judgedAs }: Header,
  { document, problems }: ReadDocument,
  { source, context, options }: Circumstances,
): Declaration | undefined {
  const report: Report = problems.report;
  reportHeader(value, report);
  if (judgedAs === undefined) return undefined;
  const standIn = { apiVersion: API_VERSION, kind: judgedAs, metadata: { name: 'unnamed' } };
  const checked = check(SCHEMAS[judgedAs], value, document.root, report, standIn);
  if (kind === 'Controller') report(['kind'], 'guards are no spec; keep them in a file of their own and give it with --config');
  if (checked === undefined) return undefined;
  if (checked.kind === 'Waiver') return { type: 'waiver', waiver: declaredWaiver(checked, source, options.today, report) };
  if (checked.kind === 'Controller') return undefined;
  return { type: 'role', role: { ...compileRole(checked as RoleDocument, context, report, options.actionWarning), source } };
}

function unusable({ likelyKind, roleName, labels }: Header, source: Source): Declaration {
  if (likelyKind === 'Controller') return { type: 'guards', source };
  if (!isRoleKind(likelyKind)) return { type: 'none' };
  if (roleName === undefined) return { type: 'unreadable' };
  return { type: 'invalid', role: { name: roleName, kind: likelyKind, labels, source } };
}
