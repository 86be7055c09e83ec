import additions from '../../specs/data/action-overrides.json' with { type: 'json' };
import data from '../../specs/data/actions.json' with { type: 'json' };

const SERVICES: Readonly<Record<string, string>> = data;
const ADDITIONAL: Readonly<Record<string, string>> = additions.additional;

/** Of each service, its actions as AWS writes them, by their lower-case form. */
const namesByService = new Map<string, ReadonlyMap<string, string>>();

/**
 * An action or a pattern of some, which policies are compared by in lower case, as AWS writes it: a pattern as far as its first
 * wildcard.
 */
export function spelled(action: string): string {
  const [service = '', name = ''] = action.split(':');
  const start = name.split(/[*?$]/)[0] ?? '';
  const known = start === '' ? undefined : knownName(service, start, start !== name);
  return known === undefined ? action : `${service}:${known.slice(0, start.length)}${name.slice(start.length)}`;
}

function knownName(service: string, start: string, isOpen: boolean): string | undefined {
  const names = namesOf(service);
  if (!isOpen) return names.get(start);
  for (const [folded, name] of names) if (folded.startsWith(start)) return name;
  return undefined;
}

function namesOf(service: string): ReadonlyMap<string, string> {
  const known = namesByService.get(service);
  if (known !== undefined) return known;
  const written = [SERVICES, ADDITIONAL].flatMap((listed) =>
    (Object.hasOwn(listed, service) ? (listed[service] ?? '') : '').split(' '),
  );
  const names = new Map(written.map((name) => [name.toLowerCase(), name]));
  namesByService.set(service, names);
  return names;
}
