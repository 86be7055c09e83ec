/** Where something stands in the text. */
export type Offset = number;

/** A value of a YAML document: aliases are filled in, scalars are what JSON has. */
export interface YamlNode {
  readonly offset: Offset;
  readonly value: string | number | boolean | null | YamlMap | YamlList;
  /** As the file has it; scalars only. */
  readonly source: string;
  /** How many values it holds, itself and what aliases repeat included. */
  readonly size: number;
}

/** Keys in the order of the file. */
export type YamlMap = ReadonlyMap<string, { readonly keyOffset: Offset; readonly node: YamlNode }>;

export type YamlList = readonly YamlNode[];

/** A place in a document: keys and indices from its root. */
export type Path = readonly (string | number)[];

export function isMap(value: YamlNode['value'] | undefined): value is YamlMap {
  return value instanceof Map;
}

export function isList(value: YamlNode['value'] | undefined): value is YamlList {
  return Array.isArray(value);
}

/** The node as plain objects, lists and scalars. */
export function plainValue({ value }: YamlNode): unknown {
  if (isMap(value)) return Object.fromEntries([...value].map(([key, { node }]) => [key, plainValue(node)]));
  if (isList(value)) return value.map(plainValue);
  return value;
}

/** Where a path stands: its value, or its key; of a path that does not exist, the nearest place above. */
export function offsetOf(root: YamlNode, path: Path, at: 'key' | 'value'): Offset {
  let node = root;
  let place = root.offset;
  for (const step of path) {
    const entry = isMap(node.value) ? node.value.get(String(step)) : undefined;
    const next = entry?.node ?? (isList(node.value) ? node.value[Number(step)] : undefined);
    if (next === undefined) return place;
    place = entry !== undefined && at === 'key' ? entry.keyOffset : next.offset;
    node = next;
  }
  return place;
}

/** RFC 6901; empty for the document itself. */
export function jsonPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path that a JSON pointer names. */
export function pathOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
