import type { Actor, Drift, RoleReport } from '../../../reconciler/types.ts';
import { driftWords } from '../../drift/drift-words.ts';
import { diffTable } from '../diff/diff-table.ts';
import { type Content, html } from '../markup/html.ts';
import { time } from '../markup/instant.ts';
import { directionBadge, severityBadge } from './badges.ts';

function actorLine({ who, via, at, eventId }: Actor): Content {
  return html`<p class="by">Changed by <strong>${who}</strong>${via === null ? null : html` through ${via}`} on ${time(at)}
<span class="faint">(event ${eventId})</span></p>
`;
}

/** One difference of a role: how bad, which unit, in words, who did it, and side by side. */
export function driftPart(drift: Drift, role: Pick<RoleReport, 'actions'>): Content {
  return html`<section class="drift">
<h4><code>${drift.unit}</code> ${severityBadge(drift.severity)} ${directionBadge(drift.access)}</h4>
<p>${driftWords({ ...drift, by: null })}</p>
${drift.by === null ? null : actorLine(drift.by)}${diffTable(drift, role)}</section>
`;
}
