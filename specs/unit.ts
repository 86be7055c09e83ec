const PLAIN_UNITS = ['role', 'trustPolicy', 'permissionsBoundary', 'description', 'maxSessionDuration', 'path'] as const;
const KEYED_UNITS = ['managedPolicies', 'inlinePolicies', 'tags'] as const;

export type PlainUnit = (typeof PLAIN_UNITS)[number];
export type KeyedUnit = (typeof KEYED_UNITS)[number];

/** The names that a unit may begin with. */
export const UNIT_NAMES: readonly string[] = [...PLAIN_UNITS, ...KEYED_UNITS];

const UNIT = /^([A-Za-z]+)(?:\[(.*)\])?$/s;

export interface Unit {
  readonly name: PlainUnit | KeyedUnit;
  /** A policy's ARN or name, a tag's key; `undefined` for units of which a role has one. */
  readonly key: string | undefined;
}

/**
 * The name of the smallest part of a role that can drift: `trustPolicy`, `managedPolicies[ARN]`, `tags[KEY]`.
 * @param key empty for what a role has one of
 */
export function unitOf(name: PlainUnit | KeyedUnit, key = ''): string {
  return key === '' ? name : `${name}[${key}]`;
}

/** Reads a unit, or a pattern of units; `undefined` for text that is neither. */
export function parseUnit(text: string): Unit | undefined {
  const [, name = '', key] = UNIT.exec(text) ?? [];
  if (key === undefined) return isPlain(name) ? { name, key } : undefined;
  return isKeyed(name) && key !== '' ? { name, key } : undefined;
}

/** Whether a pattern, as in `inlinePolicies[Temp-*]`, names a unit. `*` is any text; every other character is itself. */
export function unitMatches(pattern: string, unit: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return pattern === unit;
  if (!unit.startsWith(first) || !unit.endsWith(last) || unit.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of others) {
    const found = unit.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= unit.length - last.length;
}

function isPlain(name: string): name is PlainUnit {
  return (PLAIN_UNITS as readonly string[]).includes(name);
}

function isKeyed(name: string): name is KeyedUnit {
  return (KEYED_UNITS as readonly string[]).includes(name);
}
