import { STATUSES, type Status, type Summary } from '../../../reconciler/types.ts';
import type { Overview } from '../../overview/overview.ts';
import { statusWords } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { isWider, needsAttention } from '../words/headline.ts';
import { toldFindings } from '../words/told-findings.ts';

type Look = 'bad' | 'caution' | 'good' | 'plain';

function figure(count: number, of: number | null, label: string, look: Look): Content {
  return html`<div class="figure ${look}"><dt>${label}</dt><dd>${count}${of === null ? null : html` <small>of ${of}</small>`}</dd></div>
`;
}

/** As many as the page lists, so that what several task definitions have in common counts once. */
function auditFigure(overview: Overview): Content {
  if (overview.audit === null) return null;
  const severities = toldFindings(overview).map(({ severity }) => severity);
  const severe = severities.filter((severity) => severity === 'critical' || severity === 'high').length;
  const look = severe > 0 ? 'bad' : severities.includes('medium') ? 'caution' : 'good';
  return html`${figure(severe, null, 'critical and high findings', look)}${figure(severities.length - severe, null, 'other findings', 'plain')}`;
}

function coverageFigure({ coverage }: Overview): Content {
  if (coverage === null) return null;
  const { declared, inUse } = coverage;
  return figure(declared, inUse, 'roles in use are declared', declared < inUse ? 'caution' : 'good');
}

function keyOf(status: Status): keyof Summary {
  return `${status.charAt(0).toLowerCase()}${status.slice(1)}` as keyof Summary;
}

/** All roles by status, as one bar. */
function statusBar({ summary }: Overview): Content {
  const parts = STATUSES.map((status) => ({ status, count: summary[keyOf(status)] })).filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  let x = 0;
  const bars = parts.map(({ status, count }) => {
    const start = x;
    x += (count / total) * 1000;
    return html`<rect class="${status}" x="${start.toFixed(1)}" width="${Math.max(3, x - start - 2).toFixed(1)}" height="12"/>`;
  });
  const legend = parts.map(({ status, count }) => html`<li class="${status}"><span></span>${count} ${statusWords(status)}</li>`);
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<ul class="legend" aria-label="Roles by status">${legend}</ul>
`;
}

/** The counts that matter most. */
export function figures(overview: Overview): Content {
  const { roles, summary } = overview;
  const [troubled, wider] = [roles.filter(needsAttention).length, roles.filter(isWider).length];
  return html`<section aria-labelledby="figures-title">
<h2 id="figures-title" class="hidden">Figures</h2>
<dl class="figures">
${figure(summary.inSync, summary.roles, 'roles in sync', 'good')}${figure(troubled, null, 'need attention', troubled > 0 ? 'caution' : 'good')}${figure(wider, null, 'allow more than their specs', wider > 0 ? 'bad' : 'good')}${auditFigure(overview)}${coverageFigure(overview)}</dl>
${statusBar(overview)}</section>
`;
}
