import type { Overview } from '../../overview/overview.ts';
import { counted } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { roleTokens } from '../page/tokens.ts';
import { clusterUrgency, groupSeverity } from './cluster-words.ts';
import { type Cluster, clustersOf } from './clusters.ts';
import { drawing } from './drawing.ts';
import { mapTables } from './map-tables.ts';

/** As many as are looked at without being asked for. */
const MOST_AT_ONCE = 30;

function part(cluster: Cluster): Content {
  const roles = cluster.roles.flatMap(({ role }) => (role === null ? [] : [role]));
  const severities = cluster.definitions.flatMap((group) => groupSeverity(group, cluster) ?? []);
  return html`<li ${roleTokens(roles, 'map', severities)}>${drawing(cluster)}</li>
`;
}

function more(clusters: readonly Cluster[], summary: string): Content {
  if (clusters.length === 0) return null;
  return html`<details class="rest"><summary>${summary}</summary><ol class="map">${clusters.map(part)}</ol></details>
`;
}

/** What the lines lead to, and what of it is not known. */
function mapWords(clusters: readonly Cluster[]): string {
  const roles = clusters.flatMap((cluster) => cluster.roles.flatMap(({ role }) => (role === null ? [] : [role])));
  const known = roles.flatMap(({ policies }) => (policies === undefined ? [] : [policies]));
  if (known.length === 0)
    return 'From task definitions to their roles, and on to the policies that differ or that a finding names.';
  const partly = known.some(({ inline }) => inline === null)
    ? ' Which inline policies a role has is not remembered: only those that differ or that a finding names are drawn.'
    : '';
  return `From task definitions to their roles, and on to their policies: first those that differ or that a finding names.${partly}`;
}

/** Which task definition uses which role, and which role has which policy: what asks for a look first. */
export function mapSection(overview: Overview): Content {
  const clusters = clustersOf(overview).map((cluster) => ({ cluster, urgency: clusterUrgency(cluster) }));
  if (clusters.length === 0) return null;
  const sorted = clusters.sort((one, other) => other.urgency - one.urgency).map(({ cluster }) => cluster);
  const troubled = clusters.filter(({ urgency }) => urgency > 0).length;
  const shown = clusters.length <= MOST_AT_ONCE ? clusters.length : Math.min(troubled, MOST_AT_ONCE);
  return html`<section id="map" aria-labelledby="map-title">
<h2 id="map-title">Map</h2>
<p class="faint">${mapWords(sorted)}</p>
<div class="wide" tabindex="0" role="region" aria-label="Map of task definitions, roles and policies">
<div class="columns" aria-hidden="true"><span>Task definitions</span><span>Roles</span><span>Policies</span></div>
<ol class="map">${sorted.slice(0, shown).map(part)}</ol>
${more(sorted.slice(shown, Math.max(shown, troubled)), `${counted(troubled - shown, 'more part')} with something to look at`)}${more(sorted.slice(Math.max(shown, troubled)), `${counted(clusters.length - Math.max(shown, troubled), 'part')} with nothing to look at`)}</div>
${mapTables(overview, sorted)}<p class="none-shown" hidden>No part of the map matches the filters.</p>
</section>
`;
}
