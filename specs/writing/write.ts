import { stringify } from 'yaml';

/** Writes a document of the spec language as YAML that people would write: block style, quotes only where they are needed. */
export function specYaml(document: object): string {
  return stringify(document, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false, minContentWidth: 0 });
}
