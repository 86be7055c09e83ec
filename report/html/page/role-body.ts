import type { Action } from '../../../reconciler/types.ts';
import type { OverviewRole } from '../../overview/overview.ts';
import { actionWords } from '../../words/action-words.ts';
import { worstDriftFirst } from '../../words/worst-first.ts';
import { type Content, html } from '../markup/html.ts';
import { time } from '../markup/instant.ts';
import { driftPart } from './drift-part.ts';

function reasonsPart({ reasons }: OverviewRole): Content {
  if (reasons.length === 0) return null;
  return html`<ul class="reasons">${reasons.map(({ code, message }) => html`<li><strong>${code}</strong> ${message}</li>`)}</ul>
`;
}

function actionsHeading(actions: readonly Action[]): string {
  const outcomes = new Set(actions.map(({ outcome }) => outcome));
  if (outcomes.has('done') || outcomes.has('failed')) return 'What was done';
  return outcomes.has('planned') ? 'What would be done' : 'What is held back';
}

function actionsPart({ actions }: OverviewRole): Content {
  if (actions.length === 0) return null;
  const words = actionWords(actions);
  const items = actions.map(
    ({ outcome }, index) => html`<li><span class="outcome ${outcome}">${outcome}</span> ${words[index] ?? ''}</li>`,
  );
  return html`<section><h4>${actionsHeading(actions)}</h4><ol class="actions">${items}</ol></section>
`;
}

function correctedNote({ status, drift }: OverviewRole): Content {
  return status === 'Corrected' && drift.length > 0
    ? html`<p class="faint">This is what differed until it was corrected.</p>
`
    : null;
}

type Fact = readonly [name: string, value: Content];

function factsOf({ kind, source, since, labels, mode, owned }: OverviewRole): readonly Fact[] {
  const labelled = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const facts: readonly Fact[] = [
    ['Kind', kind],
    ['Declared in', source === null ? null : `${source.file}:${source.line}`],
    ['Status since', since === null ? null : time(since)],
    ['Labels', labelled.length === 0 ? null : labelled.join(', ')],
    ['Declared mode', mode],
    ['Owner tag', owned ? 'ours' : 'not ours'],
  ];
  return facts.filter(([, value]) => value !== null);
}

/** All that is to be said of a role, once it is opened. */
export function roleBody(role: OverviewRole): Content {
  const facts = factsOf(role).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<div class="body">
${reasonsPart(role)}${correctedNote(role)}${worstDriftFirst(role.drift).map((drift) => driftPart(drift, role))}${actionsPart(role)}<dl class="facts">${facts}</dl>
</div>`;
}
