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
import { isMap as isMapping, type YamlMap, type YamlNode } from './node.ts';

/** Says what is wrong at a place of the text. */
export type Complain = (offset: number, message: string) => void;

interface Composition {
  readonly complain: Complain;
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Each node is composed once, so that repeated aliases cost nothing. */
  readonly done: Map<Node, YamlNode>;
  readonly open: Set<Node>;
  /** Values composed and entries merged so far. */
  spent: number;
}

/** What a document may hold once its aliases are filled in. */
const MAX_VALUES = 10_000;

/** Turns a parsed document into nodes with places, and complains of what no spec can hold. */
export function compose(document: Document.Parsed, complain: Complain): YamlNode | undefined {
  if (document.contents === null) return undefined;
  const targets = aliasTargets(document, complain);
  const composition: Composition = { complain, targets, done: new Map(), open: new Set(), spent: 0 };
  const root = composeNode(document.contents, composition);
  if (root.size <= MAX_VALUES && !isExhausted(composition)) return root;
  complain(root.offset, `the document holds more than ${MAX_VALUES} values once its aliases are filled in`);
  return undefined;
}

/** Merges copy what they merge, so a chain of them would take quadratic time long before the result is measured. */
function isExhausted({ spent }: Composition): boolean {
  return spent > MAX_VALUES;
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
  composition.spent += 1;
  if (isExhausted(composition)) return scalarNode(startOf(node), '…', '');
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
  if (typeof value === 'number' || typeof value === 'boolean') return scalarNode(offset, asTyped(value, source), source);
  if (typeof value === 'string' || value === null) return scalarNode(offset, value, source);
  complain(offset, `a spec holds text, numbers, true and false; write the value without the tag ${scalar.tag ?? ''}`.trim());
  return scalarNode(offset, source, source);
}

/** What would not be written back as it was typed (`1.10`, `1e3`, `012`, `0x1F`, `True`) is meant as text. */
function asTyped(value: number | boolean, source: string): number | boolean | string {
  return String(value) === source ? value : source;
}

function composeMap(map: YAMLMap, composition: Composition): YamlNode {
  const own = new Map<string, { keyOffset: number; node: YamlNode }>();
  let merged: readonly YamlMap[] | undefined;
  for (const { key, value } of map.items) {
    const name = keyName(key as Node | null, composition.complain);
    if (name === undefined) continue;
    const keyOffset = startOf(key as Node);
    const node = composeNode(value as Node | null, composition);
    const place = node.value === null && node.source === '' ? { ...node, offset: keyOffset } : node;
    const merges = isMergeKey(key as Node);
    if (merges ? merged !== undefined : own.has(name)) composition.complain(keyOffset, secondTime(name));
    else if (merges) merged = mergedMaps(place, composition);
    else own.set(name, { keyOffset, node: place });
  }
  const entries = merged === undefined ? own : new Map([...merged.toReversed().flatMap((each) => [...each]), ...own]);
  return { offset: startOf(map), value: entries, source: '', size: sizeOf([...entries.values()].map(({ node }) => node)) };
}

function secondTime(name: string): string {
  return `the key ${short(name)} stands here a second time; keep one`;
}

/** In quotes it is a key like any other. */
function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** YAML 1.1's merge key: `<<: *anchor` or `<<: [*one, *other]`; the first to have a key wins, the map's own keys before all. */
function mergedMaps(node: YamlNode, composition: Composition): YamlMap[] {
  const nodes = Array.isArray(node.value) ? (node.value as readonly YamlNode[]) : [node];
  return nodes.flatMap(({ value, offset }) => {
    if (isExhausted(composition)) return [];
    composition.spent += 1 + (isMapping(value) ? value.size : 0);
    if (isMapping(value)) return [value];
    composition.complain(offset, 'the merge key << takes a mapping: <<: *anchor');
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
