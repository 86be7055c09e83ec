import { nearest } from '../aws/nearest.ts';
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
  /** By which kind to judge the rest; `undefined` when there is nothing to judge. */
  readonly judgedAs: Kind | undefined;
  /** `undefined` when there is none that IAM could have. */
  readonly roleName: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

const KINDS = Object.keys(SCHEMAS) as Kind[];

export function readHeader(value: unknown): Header {
  const { kind, metadata, spec } = asObject(value);
  const { name, labels } = asObject(metadata);
  const known = KINDS.find((each) => each === kind);
  const meant = typeof kind === 'string' ? (suggestion(kind, KINDS) as Kind | undefined) : undefined;
  return {
    kind: known,
    likelyKind: known ?? meant ?? 'Role',
    judgedAs: known ?? meant ?? kindByFields(asObject(spec)),
    roleName: typeof name === 'string' && nameProblem(name, 64) === undefined ? name : undefined,
    labels: Object.fromEntries(
      Object.entries(asObject(labels)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

/** The kind that allows most of what is there. */
function kindByFields(spec: Readonly<Record<string, unknown>>): Kind | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  if ('findings' in spec) return 'Waiver';
  return 'trustPolicy' in spec && !('grants' in spec) ? 'Role' : 'TaskExecutionRole';
}

/** Whether a document belongs to another system, such as Kubernetes, and not to any version of the spec language. */
export function isForeign(value: unknown): boolean {
  const { apiVersion } = asObject(value);
  if (typeof apiVersion !== 'string') return false;
  return !/^rolecall\b/i.test(apiVersion) && nearest(apiVersion.toLowerCase(), [API_VERSION], 3) === undefined;
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
