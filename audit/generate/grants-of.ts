import { contains } from '../../iam/pattern.ts';
import { type Grant, grantsFor, type Need } from '../../specs/grants/grant-table.ts';
import type { Grants } from '../../specs/grants/grants.ts';
import type { SpecContext } from '../../specs/types.ts';
import { ownArn } from '../../specs/writing/own-arns.ts';

type Listed = Exclude<keyof Grants, 'createLogGroups'>;

/** Which list of the field `grants` a permission is written in; those left out follow from others. */
const LISTS: Readonly<Record<string, Listed>> = {
  EcrPull: 'images',
  Logs: 'logGroups',
  CreatedLogs: 'logGroups',
  Secrets: 'secrets',
  Parameters: 'parameters',
  EnvironmentFiles: 'environmentFiles',
};

/** The field `grants` of a spec that compiles to these permissions: names where they say the same, ARNs elsewhere. */
export function grantsOf(needs: readonly Grant[], context: SpecContext): Grants {
  const grants: Grants = {};
  for (const { sid, resource } of needs.filter((need) => !isImplied(need, needs, context))) {
    const list = LISTS[sid];
    if (list === undefined) continue;
    grants[list] = [...new Set([...(grants[list] ?? []), value(list, resource, context)])].sort();
    if (sid === 'CreatedLogs') grants.createLogGroups = true;
  }
  return grants;
}

/** A parameter that stands for a secret grants the secret as well. */
function isImplied({ sid, resource }: Grant, needs: readonly Grant[], context: SpecContext): boolean {
  if (sid !== 'Secrets') return false;
  return needs.some((need) => need.sid === 'Parameters' && standsFor('parameters', need.resource, resource, context));
}

function value(list: Listed, resource: string, context: SpecContext): string {
  const name = bareName(resource.split(':').slice(5).join(':'));
  return standsFor(list, name, resource, context) ? name : ownArn(resource, context);
}

function standsFor(need: Need, name: string, resource: string, context: SpecContext): boolean {
  const found = grantsFor(need, name, '', context);
  return Array.isArray(found) && found.some((grant) => grant.resource !== '*' && contains(grant.resource, resource));
}

/** The name in the last part of an ARN, as people write it. */
function bareName(part: string): string {
  const [, kind, name = ''] = /^(repository\/|log-group:|secret:|parameter\/)?(.*)$/s.exec(part) ?? [];
  if (kind === 'log-group:') return name.replace(/:\*$/, '');
  if (kind === 'secret:') return name.replace(/-(?:[A-Za-z0-9]{6}|\?{6})$/, '');
  return kind === 'parameter/' && name.includes('/') ? `/${name}` : name;
}
