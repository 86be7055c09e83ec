import { nameProblem } from '../role/names.ts';
import { type Kind, SCHEMAS } from '../schema/language.ts';
import { API_VERSION } from '../schema/role.ts';
import { ROLE_KINDS, type RoleKind } from '../types.ts';
import type { Report } from './report.ts';
import { didYouMean, shown, suggestion } from './suggestion.ts';

/** What can be known of a document before the rest of it is judged. */
export interface Header {
  /** `undefined` when it is none of ours, or not given. */
  readonly kind: Kind | undefined;
  /** The kind that was meant, as far as one can guess. */
  readonly likelyKind: Kind;
  /** `undefined` when there is none that IAM could have. */
  readonly roleName: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

const KINDS = Object.keys(SCHEMAS) as Kind[];

export function readHeader(value: unknown): Header {
  const { kind, metadata } = asObject(value);
  const { name, labels } = asObject(metadata);
  const known = KINDS.find((each) => each === kind);
  const meant = typeof kind === 'string' ? (suggestion(kind, KINDS) as Kind | undefined) : undefined;
  return {
    kind: known,
    likelyKind: known ?? meant ?? 'Role',
    roleName: typeof name === 'string' && nameProblem(name, 64) === undefined ? name : undefined,
    labels: Object.fromEntries(
      Object.entries(asObject(labels)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

export function isRoleKind(kind: Kind): kind is RoleKind {
  return (ROLE_KINDS as readonly string[]).includes(kind);
}

/** Reports a kind or version of the language that is not known; the schema of a known kind says the rest. */
export function reportHeader(value: unknown, report: Report): void {
  const { apiVersion, kind } = asObject(value);
  if (apiVersion !== API_VERSION) report(['apiVersion'], versionProblem(apiVersion));
  if (kind === undefined) report(['kind'], `kind is missing; write one of ${KINDS.join(', ')}`);
  else if (!KINDS.includes(kind as Kind)) report(['kind'], kindProblem(kind));
}

function versionProblem(apiVersion: unknown): string {
  if (apiVersion === undefined) return `apiVersion is missing; write apiVersion: ${API_VERSION}`;
  return `${shown(apiVersion)} is not a version of the spec language; write ${API_VERSION}`;
}

function kindProblem(kind: unknown): string {
  const meant = typeof kind === 'string' ? didYouMean(kind, KINDS) : '';
  return `${shown(kind)} is not a kind of spec${meant || `; write one of ${KINDS.join(', ')}`}`;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
