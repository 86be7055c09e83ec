import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import { STATUSES } from '../../../reconciler/types.ts';
import { ROLE_KINDS, SEVERITIES } from '../../../specs/types.ts';
import type { Overview } from '../../overview/overview.ts';
import { statusWords } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { DIRECTION_LABELS } from '../words/labels.ts';

type Choice = readonly [value: string, label: string];

function select(name: string, label: string, choices: readonly Choice[]): Content {
  if (choices.length === 0) return null;
  const options = choices.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  return html`<label>${label} <select name="${name}"><option value="">any</option>${options}</select></label>
`;
}

/** Only what is there is to be chosen, each with the number of roles that have it. */
function choicesOf(values: readonly string[], found: readonly (readonly string[])[], label: (value: string) => string) {
  const counts = values.map((value) => [value, found.filter((each) => each.includes(value)).length] as const);
  return counts.filter(([, count]) => count > 0).map(([value, count]): Choice => [value, `${label(value)} (${count})`]);
}

function severitiesIn({ roles, taskDefinitions }: Overview): readonly (readonly string[])[] {
  const findings = taskDefinitions.map((definition) => definition.findings.filter(({ waived }) => waived === null));
  return [...roles.map(remainingDrift), ...findings].map((each) => each.map(({ severity }) => severity));
}

/** Search and filters for all lists of the page; of no use, and not shown, without scripts. */
export function filterBar(overview: Overview): Content {
  const { roles } = overview;
  const directions = Object.keys(DIRECTION_LABELS);
  const access = roles.map((role) => remainingDrift(role).map((each) => each.access));
  return html`<form id="filters" role="search" aria-label="Filter the report" class="needs-script">
<label class="search">Search <input type="search" name="words" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder="a name, an action, a person"></label>
${select(
  'status',
  'Status',
  choicesOf(
    STATUSES,
    roles.map(({ status }) => [status]),
    (value) => statusWords(value as never),
  ),
)}${select(
  'severity',
  'Severity',
  choicesOf(SEVERITIES.toReversed(), severitiesIn(overview), (value) => value),
)}${select(
  'direction',
  'Access',
  choicesOf(directions, access, (value) => DIRECTION_LABELS[value as never]),
)}${select(
  'kind',
  'Kind',
  choicesOf(
    ROLE_KINDS,
    roles.map(({ kind }) => (kind === null ? [] : [kind])),
    (value) => value,
  ),
)}<button type="reset">Clear</button>
<output role="status" id="shown"></output>
</form>
<noscript><p class="notice">Everything is shown below. To search and filter it, allow scripts for this file.</p></noscript>
`;
}
