import type { DefinitionAudit, RoleOverrides } from '../../audit/types.ts';
import { named } from '../words/named.ts';

/** `orders:7`; the family alone before it is registered. */
export function definitionName({ family, revision }: Pick<DefinitionAudit, 'family' | 'revision'>): string {
  const name = family === '' ? 'a task definition without a family' : family;
  return revision === null ? name : `${name}:${revision}`;
}

/** Where it is registered, and what it was read from. */
export function definitionPlace({ region, file }: DefinitionAudit): readonly string[] {
  return [region, file].filter((part) => part !== null);
}

/** A role of a task definition without the path and the account around it. */
function roleName(reference: string): string {
  return reference.startsWith('arn:') ? (reference.split('/').at(-1) ?? reference) : reference;
}

function overrideWords({ call, taskRole, executionRole, by }: RoleOverrides): string {
  const given = [...(taskRole === null ? [] : [`task role ${roleName(taskRole)}`])];
  if (executionRole !== null) given.push(`execution role ${roleName(executionRole)}`);
  return `${call}${by === null ? '' : ` by ${by}`} gave ${given.join(' and ')} instead`;
}

/** Its roles, who registered it, and what else holds for all that is said of it. */
export function definitionFacts(definition: DefinitionAudit): string {
  const { taskRole, executionRole, registeredBy, overrides, judged, findings } = definition;
  if (findings.some(({ rule }) => rule === 'NotDescribed')) return '';
  const roles = [
    taskRole === null ? 'no task role' : `task role ${roleName(taskRole)}`,
    executionRole === null ? 'no execution role' : `execution role ${roleName(executionRole)}`,
  ];
  return [
    roles.join(', '),
    ...(overrides === null ? [] : [overrideWords(overrides)]),
    ...(registeredBy === null ? [] : [`registered by ${registeredBy}`]),
    ...(judged === 'declared' ? ['judged as the specs declare it'] : []),
  ].join('; ');
}

const MOST_NAMES = 40;

/** Several task definitions in a list, as far as anybody reads it. */
export function definitionNames(definitions: readonly DefinitionAudit[], most = MOST_NAMES): string {
  const severalRegions = new Set(definitions.map(({ region }) => region)).size > 1;
  const names = definitions.map((definition) => {
    const place = definitionPlace({ ...definition, region: severalRegions ? definition.region : null });
    return `${definitionName(definition)}${place.length === 0 ? '' : ` (${place.join(', ')})`}`;
  });
  return named(names, most);
}
