import { reportBlanks } from './reading/blanks.ts';
import { check } from './reading/check.ts';
import { reportHeader } from './reading/header.ts';
import { below, type Report } from './reading/report.ts';
import { type ReadDocument, readFile } from './reading/spec-file.ts';
import { plainValue } from './reading/yaml/node.ts';
import { managedPolicyArn } from './role/managed-policies.ts';
import { pathProblem } from './role/names.ts';
import { fillVariables, PLACEHOLDER_CONTEXT } from './role/variables.ts';
import { type ControllerDocument, controllerSchema } from './schema/controller.ts';
import type { Guards, Problem, SpecContext, SpecFile } from './types.ts';

/** What holds without `rolecall.yml`. */
export const defaultGuards: Guards = {
  owner: 'rolecall',
  mode: undefined,
  managedRoles: ['*'],
  protectedRoles: [],
  defaultPath: '/',
  requiredBoundary: undefined,
  attachablePolicies: undefined,
  allowedTrust: undefined,
  limits: { changedRoles: 20, changedShare: 0.5, createdRoles: 100, deletedRoles: 3 },
  allowDeletion: false,
  waivable: [
    'TaskPermissionMissing',
    'RoleKindMismatch',
    'RoleDrifted',
    'ExecutionRoleTooBroad',
    'TaskRoleTooBroad',
    'RoleOverride',
    'BoundaryMissing',
    'SameRoleForBoth',
    'TrustWithoutSourceCondition',
    'RoleNotDeclared',
  ],
  alertSeverity: 'high',
  routes: [],
};

export interface ReadGuards {
  /** `undefined` when something is wrong: guards that cannot be read must stop everything, never loosen it. */
  readonly guards: Guards | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads `rolecall.yml`: one document of `kind: Controller`. Never throws.
 * @param context `undefined` checks what can be checked without an account
 */
export function readGuards(file: SpecFile, context: SpecContext | undefined): ReadGuards {
  const { documents, problems } = readFile(file);
  const [first, second] = documents;
  if (first === undefined) return { guards: undefined, problems: problems.length > 0 ? problems : [noDocument(file)] };
  const guards = first.broken ? undefined : judge(first, context ?? PLACEHOLDER_CONTEXT);
  second?.problems.report([], 'guards are one document; delete this one');
  const all = [...problems, ...documents.flatMap((document) => document.problems.all)];
  return { guards: all.some(({ severity }) => severity === 'error') ? undefined : guards, problems: all };
}

function noDocument({ file }: SpecFile): Problem {
  const message = 'the file is empty; write apiVersion: rolecall/v1 and kind: Controller';
  return { file, line: 1, column: 1, path: '', message, severity: 'error' };
}

function judge({ document, problems }: ReadDocument, context: SpecContext): Guards | undefined {
  const { report } = problems;
  reportBlanks(document.root, controllerSchema, report);
  const value = fillVariables(plainValue(document.root), context, report);
  reportHeader(value, report);
  const checked = check(controllerSchema, value, document.root, report);
  return checked && compileGuards(checked, context, below(report, 'spec'));
}

function compileGuards({ spec = {} }: ControllerDocument, context: SpecContext, report: Report): Guards {
  const path = spec.defaultPath === undefined ? undefined : pathProblem(spec.defaultPath);
  if (path !== undefined) report(['defaultPath'], path);
  const { requiredBoundary: boundary } = spec;
  return {
    ...defaultGuards,
    ...given(spec),
    requiredBoundary: boundary && managedPolicyArn(boundary, context, (...problem) => report(['requiredBoundary'], ...problem)),
    limits: { ...defaultGuards.limits, ...given(spec.limits ?? {}) },
    routes: (spec.routes ?? []).map(({ labels = {}, severity, channel }) => ({ labels, severity, channel })),
  };
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Only what was written, so that defaults show through. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>;
}
