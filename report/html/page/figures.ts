import { STATUSES, type Status, type Summary } from '../../../reconciler/types.ts';
import type { Overview } from '../../overview/overview.ts';
import { statusWords } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { declaredRoles, isAsDeclared, isWider, needsAttention } from '../words/headline.ts';
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
  const isLooked = overview.complete && overview.audit.taskDefinitions > 0;
  const look = severe > 0 ? 'bad' : severities.includes('medium') ? 'caution' : isLooked ? 'good' : 'plain';
  return html`${figure(severe, null, 'critical and high findings', look)}${figure(severities.length - severe, null, 'other findings', 'plain')}`;
}

function coverageFigure({ coverage }: Overview): Content {
  if (coverage === null) return null;
  const { declared, inUse } = coverage;
  return figure(declared, inUse, 'roles in use are declared', declared < inUse ? 'caution' : inUse === 0 ? 'plain' : 'good');
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

/** How roles stand to their specs: good only where that is known of every one, and there are some. */
function roleFigures(overview: Overview): Content {
  const { roles, summary, complete } = overview;
  const declared = declaredRoles(overview).length;
  const [troubled, wider, orphans] = [roles.filter(needsAttention).length, roles.filter(isWider).length, roles.length - declared];
  const none = complete && declared > 0 ? 'good' : 'plain';
  return html`${figure(summary.inSync, declared === 0 ? null : declared, 'declared roles in sync', isAsDeclared(overview) ? 'good' : 'plain')}${figure(troubled, null, 'differ or are stuck', troubled > 0 ? 'caution' : none)}${figure(wider, null, 'allow more than their specs', wider > 0 ? 'bad' : none)}${orphans === 0 ? null : figure(orphans, null, 'declared nowhere', 'caution')}`;
}

/** The counts that matter most. */
export function figures(overview: Overview): Content {
  return html`<section aria-labelledby="figures-title">
<h2 id="figures-title" class="hidden">Figures</h2>
<dl class="figures">
${roleFigures(overview)}${auditFigure(overview)}${coverageFigure(overview)}</dl>
${statusBar(overview)}</section>
`;
}
