import { definitionName } from '../../audit/definition-words.ts';
import type { Overview } from '../../overview/overview.ts';
import { type Content, html } from '../markup/html.ts';
import { severityBadge } from '../page/badges.ts';
import { roleName } from '../page/finding-part.ts';
import { roleNameIn } from '../words/labels.ts';
import { policiesWords, roleState, worstFinding } from './cluster-words.ts';
import type { Cluster } from './clusters.ts';
import type { MapRole } from './graph.ts';

type NameOf = (role: string) => Content;

function definitionTable({ taskDefinitions }: Overview, nameOf: NameOf): Content {
  if (taskDefinitions.length === 0) return null;
  const role = (reference: string | null) => (reference === null ? html`none` : nameOf(roleNameIn(reference)));
  const rows = taskDefinitions.map(
    (
      definition,
    ) => html`<tr><th scope="row">${definitionName(definition)}</th><td>${role(definition.taskRole)}</td><td>${role(definition.executionRole)}</td><td>${severityBadge(worstFinding(definition.findings))}</td></tr>
`,
  );
  return html`<table class="plain"><caption>Task definitions and their roles</caption>
<thead><tr><th scope="col">Task definition</th><th scope="col">Task role</th><th scope="col">Execution role</th><th scope="col">Worst finding</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

function roleTable(roles: readonly MapRole[], nameOf: NameOf): Content {
  const rows = roles.map(
    (
      role,
    ) => html`<tr><th scope="row">${nameOf(role.name)}</th><td>${roleState(role)}</td><td>${role.users.length}</td><td>${policiesWords(role).join(', ')}</td></tr>
`,
  );
  return html`<table class="plain"><caption>Roles and their policies</caption>
<thead><tr><th scope="col">Role</th><th scope="col">State</th><th scope="col">Task definitions</th><th scope="col">Policies</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

/** All that the pictures of the map show, as tables. */
export function mapTables(overview: Overview, clusters: readonly Cluster[]): Content {
  const known = new Set(overview.roles.map(({ name }) => name));
  const nameOf = (role: string) => roleName(role, known);
  const roles = clusters.flatMap((cluster) => cluster.roles);
  return html`<details class="rest"><summary>The map as a table</summary><div class="wide">${definitionTable(overview, nameOf)}${roleTable(roles, nameOf)}</div></details>
`;
}
