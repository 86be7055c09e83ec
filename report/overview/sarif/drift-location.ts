import type { Drift } from '../../../reconciler/types.ts';
import { BEGINNING, encoded, relativeUri } from '../../audit/sarif/sarif-location.ts';
import type { SarifLocation } from '../../audit/sarif/sarif-types.ts';
import { printable } from '../../escaping/printable.ts';
import type { OverviewRole } from '../overview.ts';

/** What is read from S3 or SSM; a drive has one letter. */
const ELSEWHERE = /^[A-Za-z][A-Za-z0-9+.-]+:/;

/**
 * Where drift is told: in the role's spec. Code scanning needs a file: what is declared in none stands in `iam/ROLE.json`.
 * @param folder the root of the repository, `/`-separated, to which absolute paths below it become relative
 */
export function driftLocation({ name, source }: OverviewRole, { unit }: Drift, folder: string | undefined): SarifLocation {
  const isFile = source !== null && source.file !== '-' && !ELSEWHERE.test(source.file);
  const uri = isFile ? relativeUri(source.file, folder) : `iam/${encoded(name)}.json`;
  const line = isFile ? source.line : BEGINNING.startLine;
  return {
    physicalLocation: { artifactLocation: { uri }, region: { ...BEGINNING, startLine: line, endLine: line } },
    logicalLocations: [{ name: printable(name), fullyQualifiedName: printable(`${name}/${unit}`), kind: 'object' }],
  };
}
