import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import type { Drift } from '../../../reconciler/types.ts';
import type { Overview, OverviewRole } from '../../overview/overview.ts';
import { counted } from '../../words/counts.ts';
import { worstSeverity } from '../../words/worst-first.ts';
import { roleAnchor } from '../markup/anchors.ts';
import { type Content, html, type Markup } from '../markup/html.ts';
import { needsAttention } from '../words/headline.ts';
import { directionBadge, severityBadge, statusBadge } from './badges.ts';
import { roleBody } from './role-body.ts';
import { roleTokens } from './tokens.ts';

/** So few that a reader sees them at once. */
const FEW = 2;

/** The one direction that matters most among a role's drifts. */
function worstDirection(drift: readonly Drift[]): Content {
  const found = (['wider', 'different', 'narrower'] as const).find((direction) =>
    drift.some(({ access }) => access === direction),
  );
  return found === undefined ? null : directionBadge(found);
}

function gist({ drift, reasons }: OverviewRole): string {
  if (drift.length > 0) return counted(drift.length, 'difference');
  return reasons.map(({ code }) => code).join(', ');
}

function roleItem(role: OverviewRole, isOpen: boolean): Markup {
  const drift = remainingDrift(role);
  return html`<li id="${roleAnchor(role.name)}" ${roleTokens([role])}><details${isOpen ? html` open` : null}>
<summary><h3>${role.name}</h3> ${statusBadge(role.status)} ${severityBadge(worstSeverity({ drift }))} ${worstDirection(drift)} <span class="gist">${gist(role)}</span></summary>
${roleBody(role)}</details></li>
`;
}

function restOf(roles: readonly OverviewRole[]): Content {
  if (roles.length === 0) return null;
  return html`<details class="rest"><summary>${counted(roles.length, 'role')} without need for attention</summary>
<ol class="items">${roles.map((role) => roleItem(role, false))}</ol></details>
`;
}

/** Every role, worst first; those that need no attention together at the end. */
export function roleList({ roles }: Overview): Content {
  const troubled = roles.filter(needsAttention);
  const items = troubled.map((role, index) => roleItem(role, index === 0 || troubled.length <= FEW));
  return html`<section id="roles" aria-labelledby="roles-title">
<h2 id="roles-title">Roles</h2>
${troubled.length === 0 ? html`<p>No role needs attention.</p>` : html`<ol class="items">${items}</ol>`}
${restOf(roles.filter((role) => !needsAttention(role)))}<p class="none-shown" hidden>No role matches the filters.</p>
</section>
`;
}
