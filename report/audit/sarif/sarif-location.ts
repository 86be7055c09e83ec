import type { DefinitionAudit, Finding } from '../../../audit/types.ts';
import type { Waiver } from '../../../specs/types.ts';
import { printable } from '../../escaping/printable.ts';
import { definitionName } from '../definition-words.ts';
import type { Places } from './json-places.ts';
import type { SarifLocation, SarifRegion } from './sarif-types.ts';

/** Where nothing better is known. */
export const BEGINNING: SarifRegion = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

/** For waivers of which it is not known where they stand. */
const NO_FILE = 'ecs/waivers.yaml';

/** A part of a path; half a character has no place in a URI. */
export function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'));
}

/** A path as a relative URI; an absolute one stays so. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
  return `${path.startsWith('/') ? 'file://' : ''}${path.split('/').map(encoded).join('/')}`;
}

/** The part of an account in which a live task definition lies: `ecs/eu-west-1/orders.json`. */
function liveUri({ family, region }: DefinitionAudit): string {
  return ['ecs', region ?? 'any-region', `${family}.json`].map(encoded).join('/');
}

/** A path as a URI; an absolute one below the folder becomes relative to it. */
export function relativeUri(file: string, folder: string | undefined): string {
  const root = folder?.replace(/\/*$/, '/');
  return uriOf(root !== undefined && file.startsWith(root) ? file.slice(root.length) : file);
}

function artifactUri(definition: DefinitionAudit, folder: string | undefined): string {
  const { file } = definition;
  return file === null || file === '-' || file === '' ? liveUri(definition) : relativeUri(file, folder);
}

function lastPart(reference: string | null): string | undefined {
  return reference?.split('/').at(-1);
}

/** The first place that a finding rests on, else the field that names its role. */
function pointerOf({ evidence: { origins }, role }: Finding, { taskRole, executionRole }: DefinitionAudit): string {
  const [origin] = origins;
  if (origin !== undefined) return origin;
  const name = role === null ? undefined : lastPart(role);
  if (name !== undefined && name === lastPart(executionRole)) return '/executionRoleArn';
  return name !== undefined && name === lastPart(taskRole) ? '/taskRoleArn' : '';
}

/**
 * Where a finding of a task definition stands. Code scanning needs a file for each: what is live stands in one that is none, the
 * same for all revisions, and so does what was read from standard input.
 * @param folder the root of the repository, `/`-separated, to which absolute paths below it become relative
 * @param places of the definition's file; `undefined` where its text is not known
 */
export function definitionLocation(
  finding: Finding,
  definition: DefinitionAudit,
  folder: string | undefined,
  places: Places | undefined,
): SarifLocation {
  const pointer = pointerOf(finding, definition);
  const region = places?.(pointer, definition) ?? places?.('', definition) ?? BEGINNING;
  const name = printable(definitionName(definition));
  return {
    physicalLocation: { artifactLocation: { uri: artifactUri(definition, folder) }, region },
    logicalLocations: [{ name, fullyQualifiedName: `${name}${printable(pointer)}`, kind: 'object' }],
  };
}

/** Where the waiver stands that a finding is about, which is the first of its details. */
export function waiverLocation(finding: Finding, waivers: readonly Waiver[], folder: string | undefined): SarifLocation {
  const [name] = finding.evidence.details;
  const source = waivers.find((waiver) => waiver.name === name)?.source;
  const line = source?.line ?? BEGINNING.startLine;
  const uri = source === undefined ? NO_FILE : relativeUri(source.file, folder);
  return {
    physicalLocation: { artifactLocation: { uri }, region: { ...BEGINNING, startLine: line, endLine: line } },
    logicalLocations: [],
  };
}
