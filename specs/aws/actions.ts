import { matches } from '../../iam/pattern.ts';
import overrides from '../data/action-overrides.json' with { type: 'json' };
import data from '../data/actions.json' with { type: 'json' };
import { quote } from '../reading/suggestion.ts';
import { nearest } from './nearest.ts';

const SERVICES: Readonly<Record<string, string>> = data;
const ADDITIONAL: Readonly<Record<string, string>> = overrides.additional;
const MISTAKEN_SERVICES: Readonly<Record<string, string>> = overrides.mistakenServices;
const MISTAKEN_ACTIONS = foldKeys(overrides.mistakenActions);
const PREFIXES = Object.keys(SERVICES);

/** Action names of a service as AWS writes them, by their lower-case form. */
const namesByService = new Map<string, ReadonlyMap<string, string>>();

/**
 * Says what is wrong with an element of `Action` or `NotAction`: a service or an action that AWS does not have, or a pattern
 * that matches none. Upper and lower case are the same, as in IAM. `undefined` when it is fine, and where there is no
 * `service:` at all, which is an error of the policy's grammar.
 * The sentence is found when it is asked for.
 * The known actions are those of https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
export function actionWarning(action: string): (() => string) | undefined {
  const colon = action.indexOf(':');
  if (colon === -1 || action === '*:*') return undefined;
  const service = action.slice(0, colon).toLowerCase();
  if (!Object.hasOwn(SERVICES, service)) return () => unknownService(action, service);
  const name = action.slice(colon + 1).toLowerCase();
  const names = actionNames(service);
  if (names.has(name)) return undefined;
  if (!/[*?]/.test(name)) return () => unknownAction(action, service, name, names);
  return matchesAny(name, names) ? undefined : () => unmatchedPattern(action);
}

function unknownService(action: string, service: string): string {
  const likely = own(MISTAKEN_SERVICES, service) ?? nearest(service, PREFIXES, tolerance(service));
  const remedy =
    likely === undefined ? 'write one of the prefixes of the Service Authorization Reference' : `did you mean "${likely}"?`;
  return `${quote(action)} names a service prefix that AWS does not list, ${quote(service)}: ${remedy}`;
}

function unknownAction(action: string, service: string, name: string, names: ReadonlyMap<string, string>): string {
  const mistaken = own(MISTAKEN_ACTIONS, `${service}:${name}`);
  if (mistaken !== undefined) return `${quote(action)} is the name of an API call, not of an IAM action: write ${mistaken}`;
  const likely = nearest(name, names.keys(), tolerance(name));
  const remedy = likely === undefined ? `write an action of ${service}` : `did you mean "${service}:${names.get(likely)}"?`;
  return `${quote(action)} is not an action that AWS lists: ${remedy}`;
}

function matchesAny(pattern: string, names: ReadonlyMap<string, string>): boolean {
  for (const name of names.keys()) if (matches(pattern, name)) return true;
  return false;
}

function unmatchedPattern(action: string): string {
  return `${quote(action)} matches no action that AWS lists: correct the part before the wildcard, or remove it`;
}

function actionNames(service: string): ReadonlyMap<string, string> {
  const known = namesByService.get(service);
  if (known !== undefined) return known;
  const written = `${SERVICES[service]} ${own(ADDITIONAL, service) ?? ''}`.trim().split(' ');
  const names = new Map(written.map((name) => [name.toLowerCase(), name]));
  namesByService.set(service, names);
  return names;
}

/** How many typing errors still leave the meaning clear. */
function tolerance(text: string): number {
  return Math.max(1, Math.min(3, Math.floor(text.length / 4)));
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function foldKeys(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
}
