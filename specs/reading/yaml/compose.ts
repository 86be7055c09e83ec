import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import type { YamlMap, YamlNode } from './node.ts';

/** Says what is wrong at a place of the text. */
export type Complain = (offset: number, message: string) => void;

interface Composition {
  readonly complain: Complain;
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Each node is composed once, so that repeated aliases cost nothing. */
  readonly done: Map<Node, YamlNode>;
  readonly open: Set<Node>;
}

/** A number as JSON writes it; everything else that YAML reads as a number (`012`, `0x1F`, `.5`, `+1`) is meant as text. */
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Turns a parsed document into nodes with places, and complains of what no spec can hold. */
export function compose(document: Document.Parsed, complain: Complain): YamlNode | undefined {
  if (document.contents === null) return undefined;
  const targets = aliasTargets(document, complain);
  return composeNode(document.contents, { complain, targets, done: new Map(), open: new Set() });
}

/** What each alias stands for: the last anchor of its name before it. */
function aliasTargets(document: Document.Parsed, complain: Complain): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      else
        complain(
          startOf(node),
          `no anchor &${short(node.source)} stands before this alias; put text that begins with * in quotes`,
        );
    },
  });
  return targets;
}

function composeNode(node: Node | null, composition: Composition): YamlNode {
  if (node === null) return scalarNode(0, null, '');
  if (isAlias(node)) return composeAlias(node, composition);
  const done = composition.done.get(node);
  if (done) return done;
  composition.open.add(node);
  const composed = composeValue(node, composition);
  composition.open.delete(node);
  composition.done.set(node, composed);
  return composed;
}

function composeAlias(alias: Alias, composition: Composition): YamlNode {
  const target = composition.targets.get(alias);
  if (!target) return scalarNode(startOf(alias), '…', '');
  if (composition.open.has(target)) {
    composition.complain(startOf(alias), `*${short(alias.source)} stands inside its own anchor, so it would never end`);
    return scalarNode(startOf(alias), '…', '');
  }
  return { ...composeNode(target, composition), offset: startOf(alias) };
}

function composeValue(node: Node, composition: Composition): YamlNode {
  if (isMap(node)) return composeMap(node, composition);
  if (isCollection(node)) {
    const items = node.items.map((item) => composeNode(isPair(item) ? null : (item as Node), composition));
    return { offset: startOf(node), value: items, source: '', size: sizeOf(items) };
  }
  return composeScalar(node as Scalar, composition.complain);
}

function composeScalar(scalar: Scalar, complain: Complain): YamlNode {
  const { value, source = '' } = scalar;
  const offset = startOf(scalar);
  if (typeof value === 'number') return scalarNode(offset, isJsonNumber(value, source) ? value : source, source);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return scalarNode(offset, value, source);
  complain(offset, `a spec holds text, numbers, true and false; write the value without the tag ${scalar.tag ?? ''}`.trim());
  return scalarNode(offset, source, source);
}

function isJsonNumber(value: number, source: string): boolean {
  return JSON_NUMBER.test(source) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function composeMap(map: YAMLMap, composition: Composition): YamlNode {
  const own = new Map<string, { keyOffset: number; node: YamlNode }>();
  const merged: YamlMap[] = [];
  for (const { key, value } of map.items) {
    const name = keyName(key as Node | null, composition.complain);
    if (name === undefined) continue;
    const keyOffset = startOf(key as Node);
    const node = composeNode(value as Node | null, composition);
    const place = node.value === null && node.source === '' ? { ...node, offset: keyOffset } : node;
    if (name === '<<') merged.push(...mergedMaps(place, composition.complain));
    else if (own.has(name)) composition.complain(keyOffset, `the key ${short(name)} stands here a second time; keep one`);
    else own.set(name, { keyOffset, node: place });
  }
  const entries = merged.length === 0 ? own : new Map([...merged.toReversed().flatMap((each) => [...each]), ...own]);
  return { offset: startOf(map), value: entries, source: '', size: sizeOf([...entries.values()].map(({ node }) => node)) };
}

/** YAML 1.1's merge key: `<<: *anchor` or `<<: [*one, *other]`; the first to have a key wins, the map's own keys before all. */
function mergedMaps(node: YamlNode, complain: Complain): YamlMap[] {
  const nodes = Array.isArray(node.value) ? (node.value as readonly YamlNode[]) : [node];
  return nodes.flatMap(({ value, offset }) => {
    if (value instanceof Map) return [value as YamlMap];
    complain(offset, 'the merge key << takes a mapping: <<: *anchor');
    return [];
  });
}

function keyName(key: Node | null, complain: Complain): string | undefined {
  if (!isScalar(key)) {
    complain(key === null ? 0 : startOf(key), 'a key must be plain text');
    return undefined;
  }
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  if (name !== '__proto__' && name !== '') return name;
  complain(startOf(key), name === '' ? 'a key is missing before the colon' : '__proto__ cannot be a key here');
  return undefined;
}

function scalarNode(offset: number, value: string | number | boolean | null, source: string): YamlNode {
  return { offset, value, source, size: 1 };
}

function sizeOf(nodes: readonly YamlNode[]): number {
  return nodes.reduce((sum, { size }) => sum + size, 1);
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
