import { readYaml } from '../../../specs/reading/yaml/documents.ts';
import { isList, isMap, type YamlMap, type YamlNode } from '../../../specs/reading/yaml/node.ts';
import type { SarifRegion } from './sarif-types.ts';

/** Which task definition of a file is meant; events and answers wrap it, and some hold it twice. */
export interface Wanted {
  readonly family: string;
  readonly revision: number | null;
}

/** Finds what a JSON pointer into a task definition names in the text of its file. */
export type Places = (pointer: string, wanted: Wanted) => SarifRegion | undefined;

/** A value, and where it begins: with its key, if it has one. */
interface Placed {
  readonly offset: number;
  readonly node: YamlNode;
}

function isWanted(map: YamlMap, { family, revision }: Wanted): boolean {
  const other = map.get('revision')?.node.value;
  const isOther = revision !== null && typeof other === 'number' && other !== revision;
  return map.get('family')?.node.value === family && !isOther;
}

/** All that may be the task definition in question; the text's reader bounds how deep they lie. */
function definitionsIn(node: YamlNode, wanted: Wanted): readonly YamlNode[] {
  const { value } = node;
  if (isList(value)) return value.flatMap((item) => definitionsIn(item, wanted));
  if (!isMap(value)) return [];
  const within = [...value.values()].flatMap((part) => definitionsIn(part.node, wanted));
  return isWanted(value, wanted) ? [node, ...within] : within;
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function step({ value }: YamlNode, segment: string): Placed | undefined {
  if (isMap(value)) {
    const part = value.get(segment);
    return part && { offset: part.keyOffset, node: part.node };
  }
  const item = isList(value) && /^\d+$/.test(segment) ? value[Number(segment)] : undefined;
  return item && { offset: item.offset, node: item };
}

function lookUp(definition: YamlNode, pointer: string): Placed | undefined {
  let found: Placed | undefined = { offset: definition.offset, node: definition };
  for (const segment of pointer.split('/').slice(1)) found = found && step(found.node, unescaped(segment));
  return found;
}

/** From there to the end of the line: code scanning shows what a change touches only if the change touches the whole region. */
function restOfLine(text: string, offset: number): string {
  return text
    .slice(offset)
    .split(/[\r\n]/, 1)
    .join('')
    .replace(/[\s,]+$/, '');
}

/** @param text JSON; of what is none, or larger than any spec may be, nothing is found */
export function jsonPlaces(text: string): Places {
  const { documents, position } = readYaml(text);
  const roots = documents.flatMap(({ root }) => root ?? []);
  return (pointer, wanted) => {
    const definitions = roots.flatMap((root) => definitionsIn(root, wanted));
    const [found] = definitions.flatMap((definition) => lookUp(definition, pointer) ?? []);
    if (found === undefined) return undefined;
    const { line, column } = position(found.offset);
    const endColumn = column + Math.max(1, restOfLine(text, found.offset).length);
    return { startLine: line, startColumn: column, endLine: line, endColumn };
  };
}
