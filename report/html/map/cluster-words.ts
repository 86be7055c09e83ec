import type { Finding } from '../../../audit/types.ts';
import type { Severity } from '../../../specs/types.ts';
import { SEVERITIES } from '../../../specs/types.ts';
import { definitionName } from '../../audit/definition-words.ts';
import { statusWords } from '../../words/counts.ts';
import { worstSeverity } from '../../words/worst-first.ts';
import { needsAttention } from '../words/headline.ts';
import type { Cluster, DefinitionGroup } from './clusters.ts';
import type { MapPolicy, MapRole } from './graph.ts';

/** `orders:7`, or how many there are. */
export function groupLabel({ definitions: [first, ...others] }: DefinitionGroup): string {
  if (first === undefined) return '';
  if (others.length === 0) return definitionName(first);
  return others.length < 4 ? `${definitionName(first)} and ${others.length} more` : `${others.length + 1} task definitions`;
}

/** The worst of findings that are not waived. */
export function worstFinding(findings: readonly Finding[]): Severity | undefined {
  const open = findings.filter(({ waived }) => waived === null);
  return SEVERITIES[Math.max(-1, ...open.map(({ severity }) => SEVERITIES.indexOf(severity)))];
}

/** The worst finding of task definitions that is about a role of this part of the map, or about none. */
export function groupSeverity({ definitions }: DefinitionGroup, { roles }: Cluster): Severity | undefined {
  const names = new Set<string | null>([null, ...roles.map(({ name }) => name)]);
  return worstFinding(definitions.flatMap(({ findings }) => findings.filter(({ role }) => names.has(role))));
}

/** "in sync, critical", by what is worst of its drift and of what the audit finds in it. */
export function roleState({ role, isMissing, worst }: MapRole): string {
  const known = role === null ? 'no spec' : statusWords(role.status);
  return [isMissing ? 'missing' : known, ...(worst === null ? [] : [worst])].join(', ');
}

/** An ARN's last part; an inline policy's name as it is. */
export function policyLabel({ name }: MapPolicy): string {
  return name.startsWith('arn:') ? (name.split('/').at(-1) ?? name) : name;
}

const POLICY_STATES = { extra: 'only live', missing: 'only in spec', different: 'changed', content: 'new content' } as const;

/** How live differs in a policy, or that it is a boundary; empty where there is nothing to say. */
export function policyState({ drift, isBoundary }: MapPolicy): string {
  if (drift === null) return isBoundary ? 'boundary' : '';
  return POLICY_STATES[drift.kind];
}

/** The policies of a role that are not drawn one by one. */
export function morePolicies({ more }: MapRole): string {
  return `${more} more policies`;
}

function aside(state: string): string {
  return state === '' ? '' : ` (${state})`;
}

/** What is drawn of a role's policies, and how many are not. */
export function policiesWords(role: MapRole): readonly string[] {
  const drawn = role.policies.map((policy) => `${policyLabel(policy)}${aside(policyState(policy))}`);
  return role.more === 0 ? drawn : [...drawn, morePolicies(role)];
}

function roleSentence(role: MapRole): string {
  const policies = policiesWords(role);
  return `${role.name}${aside(roleState(role))}${policies.length === 0 ? '' : ` has ${policies.join(', ')}`}.`;
}

/** What the picture of a part shows, for those who do not see it. */
export function clusterWords({ definitions, roles }: Cluster): string {
  const uses = definitions.map((group) => {
    const verb = group.definitions.length === 1 ? 'uses' : 'use';
    return `${groupLabel(group)} ${verb} ${group.roles.map(({ name }) => name).join(' and ')}.`;
  });
  return [...uses, ...roles.map(roleSentence)].join(' ');
}

/** How much a part asks for a look: 0 for not at all. */
export function clusterUrgency(cluster: Cluster): number {
  const { definitions, roles } = cluster;
  const troubled = roles.filter(({ role }) => role !== null && needsAttention(role));
  const severities = [
    ...definitions.map((group) => groupSeverity(group, cluster)),
    ...troubled.map(({ role }) => role && worstSeverity(role)),
  ];
  const worst = severities.map((severity) => (severity ? SEVERITIES.indexOf(severity) + 1 : 0));
  return Math.max(troubled.length > 0 ? 1 : 0, ...worst);
}
