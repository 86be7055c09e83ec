import type { Overview, OverviewItem } from '../../overview/overview.ts';
import { type Content, html } from '../markup/html.ts';
import { time } from '../markup/instant.ts';
import { severityBadge } from './badges.ts';
import { roleName } from './finding-part.ts';

const FEW = 8;

function items(list: readonly OverviewItem[], known: ReadonlySet<string>): Content {
  return list.map(
    ({ subject, what, severity }) => html`<li>${roleName(subject, known)} <code>${what}</code> ${severityBadge(severity)}</li>
`,
  );
}

function column(title: string, list: readonly OverviewItem[], known: ReadonlySet<string>): Content {
  const [first, rest] = [list.slice(0, FEW), list.slice(FEW)];
  const more = html`<details class="rest"><summary>${rest.length} more</summary><ul class="plain-list">${items(rest, known)}</ul></details>`;
  return html`<div><h3>${title} (${list.length})</h3>
${list.length === 0 ? html`<p class="faint">Nothing.</p>` : html`<ul class="plain-list">${items(first, known)}</ul>`}${rest.length === 0 ? null : more}</div>
`;
}

/** What is new, and what is over, since the report before. */
export function changesSection({ changes, roles }: Overview): Content {
  if (changes === null) return null;
  const known = new Set(roles.map(({ name }) => name));
  const isQuiet = changes.appeared.length + changes.gone.length === 0;
  return html`<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">Since ${time(changes.since)}</h2>
${isQuiet ? html`<p>Nothing has appeared and nothing is gone.</p>` : html`<div class="two">${column('New', changes.appeared, known)}${column('Resolved', changes.gone, known)}</div>`}
</section>
`;
}
