import type { Drift, RoleReport } from '../../../reconciler/types.ts';
import { bothSides } from '../../drift/drift-diff.ts';
import { roleDiff } from '../../drift/role-diff.ts';
import { counted } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { type Added, addedAccess } from './added-access.ts';
import { type LeftOut, type PairedLine, pairedLines, withoutDistant } from './side-by-side.ts';

const MOST_ROWS = 400;

/** A role that is to be created stands in its calls. */
function sidesOf(drift: Drift, { actions }: Pick<RoleReport, 'actions'>) {
  if (drift.unit !== 'role') return bothSides(drift);
  return { desired: roleDiff(drift, actions).map(({ text }) => text), observed: [] };
}

const MARKS = {
  spec: { look: 'only added lacking', said: html`<span class="hidden">a limit that live lacks: </span>` },
  live: { look: 'only added', said: html`<span class="hidden">added access: </span>` },
} as const;

type Side = keyof typeof MARKS;

function cell(line: PairedLine, side: Side, isAdded: boolean): Content {
  const text = line[side];
  if (text === null) return html`<td class="none"></td>`;
  if (line.same || text === '') return html`<td>${text}</td>`;
  const { look, said } = MARKS[side];
  return isAdded ? html`<td class="${look}">${said}${text}</td>` : html`<td class="only">${text}</td>`;
}

function row(line: PairedLine | LeftOut, marks: ReadonlyMap<PairedLine | LeftOut, Added>): Content {
  if ('leftOut' in line)
    return html`<tr class="gap"><td colspan="2">${counted(line.leftOut, 'more line')} the same on both sides</td></tr>`;
  const { spec = false, live = false } = marks.get(line) ?? {};
  return html`<tr${line.same ? html` class="same"` : null}>${cell(line, 'spec', spec)}${cell(line, 'live', live)}</tr>
`;
}

/** What the marks say: of a difference whose direction is not proved, only that it may be so. */
function keyLine(marks: readonly Added[], { access }: Drift): Content {
  const verb = access === 'wider' ? 'gives' : 'may give';
  const texts = [
    marks.some(({ live }) => live) ? `+ ${verb} access that the spec does not` : '',
    marks.some(({ spec }) => spec) ? `− limits access in the spec; that live lacks it ${verb} access` : '',
  ].filter((text) => text !== '');
  return texts.map((text) => html`<p class="key"><span class="swatch"></span>${text}</p>`);
}

function headings(drift: Drift, sides: ReturnType<typeof sidesOf>): Content {
  const spec = drift.kind === 'content' ? 'Accepted' : 'Spec';
  const [empty, gone] = [sides.desired.length === 0, sides.observed.length === 0];
  return html`<tr><th scope="col">${spec}${empty ? ': nothing' : null}</th><th scope="col">Live${gone ? ': nothing' : null}</th></tr>`;
}

/** The spec beside live, line by line, what gives access beyond the spec marked; `null` where there is nothing to compare. */
export function diffTable(drift: Drift, role: Pick<RoleReport, 'actions'>): Content {
  const sides = sidesOf(drift, role);
  const lines = pairedLines(sides.desired, sides.observed);
  if (lines.length === 0) return null;
  const marks = addedAccess(lines, drift.access);
  const byLine = new Map<PairedLine | LeftOut, Added>(
    lines.map((line, index) => [line, marks[index] ?? { live: false, spec: false }]),
  );
  const shown = withoutDistant(lines);
  const rest = shown.length - MOST_ROWS;
  return html`<table class="diff"><caption class="hidden">${drift.unit}: the spec beside live</caption>
<thead>${headings(drift, sides)}</thead><tbody>
${shown.slice(0, MOST_ROWS).map((line) => row(line, byLine))}${rest > 0 ? html`<tr class="gap"><td colspan="2">${counted(rest, 'more line')}, not shown here</td></tr>` : null}</tbody></table>
${keyLine(marks, drift)}`;
}
