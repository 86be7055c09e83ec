import type { DefinitionAudit } from '../../../audit/types.ts';
import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import type { OverviewRole } from '../../overview/overview.ts';
import { type Content, html } from '../markup/html.ts';

function words(values: readonly (string | null)[]): string {
  return [...new Set(values.filter((value) => value !== null))].join(' ');
}

/** What the page's filters look at, of an item that tells of these roles. */
export function roleTokens(roles: readonly OverviewRole[], item: 'role' | 'map' = 'role', more: readonly string[] = []): Content {
  const drift = roles.flatMap(remainingDrift);
  return html`data-item="${item}" data-status="${words(roles.map(({ status }) => status))}" data-severity="${words([...drift.map(({ severity }) => severity), ...more])}" data-direction="${words(drift.map(({ access }) => access))}" data-kind="${words(roles.map(({ kind }) => kind))}"`;
}

/** The same of a task definition, by its findings that are not waived. */
export function definitionTokens({ findings }: Pick<DefinitionAudit, 'findings'>): Content {
  const open = findings.filter(({ waived }) => waived === null);
  return html`data-item="definition" data-severity="${words(open.map(({ severity }) => severity))}"`;
}
