import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import { type Drift, STATUSES, type Status } from '../../../reconciler/types.ts';
import type { Overview, OverviewRole } from '../../overview/overview.ts';
import { counted, statusWords } from '../../words/counts.ts';
import { worstSeverity } from '../../words/worst-first.ts';
import { roleAnchor } from '../markup/anchors.ts';
import { type Content, html, type Markup } from '../markup/html.ts';
import { declaredRoles, isAsDeclared, needsAttention } from '../words/headline.ts';
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

/** "3 in sync, 2 orphaned". */
function byStatus(roles: readonly OverviewRole[]): string {
  const count = (status: Status) => roles.filter((role) => role.status === status).length;
  return STATUSES.flatMap((status) => (count(status) === 0 ? [] : [`${count(status)} ${statusWords(status)}`])).join(', ');
}

function restOf(roles: readonly OverviewRole[], isAll: boolean): Content {
  if (roles.length === 0) return null;
  return html`<details class="rest"><summary>${counted(roles.length, isAll ? 'role' : 'other role')}: ${byStatus(roles)}</summary>
<ol class="items">${roles.map((role) => roleItem(role, false))}</ol></details>
`;
}

function quietWords(overview: Overview): string {
  if (!overview.complete) return 'No role is known to differ from its spec, but not everything could be read.';
  if (declaredRoles(overview).length === 0) return 'No role is declared, so that nothing can differ from a spec.';
  return isAsDeclared(overview)
    ? 'Every declared role is as its spec says.'
    : 'No declared role is known to differ from its spec.';
}

/** Every role, worst first; those that are as declared, or of which no spec tells, together at the end. */
export function roleList(overview: Overview): Content {
  const { roles } = overview;
  const troubled = roles.filter(needsAttention);
  const items = troubled.map((role, index) => roleItem(role, index === 0 || troubled.length <= FEW));
  const rest = roles.filter((role) => !needsAttention(role));
  return html`<section id="roles" aria-labelledby="roles-title">
<h2 id="roles-title">Roles</h2>
${troubled.length === 0 ? html`<p>${quietWords(overview)}</p>` : html`<ol class="items">${items}</ol>`}
${restOf(rest, troubled.length === 0)}<p class="none-shown" hidden>No role matches the filters.</p>
</section>
`;
}
