import type { TrendPoint } from '../../overview/overview.ts';
import { counted } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { dayWords, instantWords } from '../markup/instant.ts';

const [LEFT, RIGHT, TOP, BOTTOM] = [44, 990, 12, 170];
const MOST_BARS = 120;
/** Ends of a scale that people read without reckoning. */
const ROUND = [1, 2, 5];

function troubled({ drifted, stuck }: TrendPoint): number {
  return drifted + stuck;
}

/** The least round number that all fit below. */
export function scaleTop(most: number): number {
  let unit = 1;
  for (;;) {
    const found = ROUND.find((round) => round * unit >= most);
    if (found !== undefined) return found * unit;
    unit *= 10;
  }
}

interface Scale {
  readonly top: number;
  readonly slot: number;
}

function height(count: number, { top }: Scale): number {
  return Math.round((count / top) * (BOTTOM - TOP));
}

function middle(index: number, { slot }: Scale): number {
  return Math.round(LEFT + slot * (index + 0.5));
}

function bar(point: TrendPoint, index: number, scale: Scale): Content {
  const width = Math.max(3, Math.min(28, Math.round(scale.slot * 0.62)));
  const x = middle(index, scale) - Math.round(width / 2);
  const [drifted, stuck] = [height(point.drifted, scale), height(point.stuck, scale)];
  return html`<g><title>${instantWords(point.at)}: ${point.drifted} drifted, ${point.stuck} stuck, ${point.wider} with wider access</title><rect class="drifted" x="${x}" y="${BOTTOM - drifted}" width="${width}" height="${drifted}"/><rect class="stuck" x="${x}" y="${BOTTOM - drifted - stuck}" width="${width}" height="${stuck}"/></g>
`;
}

function widerLine(points: readonly TrendPoint[], scale: Scale): Content {
  const places = points.map(({ wider }, index) => [middle(index, scale), BOTTOM - height(wider, scale)] as const);
  const dots = places.map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="2.5"/>`);
  return html`<polyline points="${places.map((place) => place.join()).join(' ')}"/>${dots}`;
}

function grid({ top }: Scale): Content {
  const counts = [...new Set([0, Math.round(top / 2), top])];
  return counts.map((count) => {
    const y = BOTTOM - Math.round((count / top) * (BOTTOM - TOP));
    return html`<path class="grid" d="M${LEFT} ${y}H${RIGHT}"/><text class="count" x="${LEFT - 8}" y="${y + 4}">${count}</text>`;
  });
}

function dates(points: readonly TrendPoint[], scale: Scale): Content {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  return html`<text x="${LEFT}" y="${BOTTOM + 22}">${dayWords(first.at)}</text><text class="last" x="${Math.round(LEFT + scale.slot * points.length)}" y="${BOTTOM + 22}">${dayWords(last.at)}</text>`;
}

function chartWords(points: readonly TrendPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  return `Roles that differ or are stuck in ${counted(points.length, 'run')}: ${troubled(first)} on ${dayWords(first.at)}, ${troubled(last)} on ${dayWords(last.at)}, at most ${Math.max(...points.map(troubled))}.`;
}

function trendTable(points: readonly TrendPoint[]): Content {
  const rows = points.toReversed().map(
    ({
      at,
      inSync,
      drifted,
      stuck,
      wider,
    }) => html`<tr><th scope="row">${instantWords(at)}</th><td>${inSync}</td><td>${drifted}</td><td>${stuck}</td><td>${wider}</td></tr>
`,
  );
  return html`<details class="rest"><summary>The trend as a table</summary><div class="wide"><table class="plain numbers"><caption>Roles by run, newest first</caption>
<thead><tr><th scope="col">Run</th><th scope="col">In sync</th><th scope="col">Drifted</th><th scope="col">Stuck</th><th scope="col">Wider access</th></tr></thead><tbody>
${rows}</tbody></table></div></details>
`;
}

/** How many roles drifted, were stuck, and allowed too much, run by run; and the same as a table. */
export function trendSection(trend: readonly TrendPoint[]): Content {
  if (trend.length < 2) return null;
  const points = trend.slice(-MOST_BARS);
  const most = Math.max(1, ...points.map(troubled), ...points.map(({ wider }) => wider));
  const scale = { top: scaleTop(most), slot: (RIGHT - LEFT) / points.length };
  return html`<section id="trend" aria-labelledby="trend-title">
<h2 id="trend-title">Trend</h2>
<ul class="legend"><li class="drifted"><span></span>drifted</li><li class="stuck"><span></span>refused, failed, unknown or invalid</li><li class="wider"><span></span>open drift with wider access</li></ul>
<svg class="trend" viewBox="0 0 1000 200" role="img" aria-label="${chartWords(points)}">
${grid(scale)}${points.map((point, index) => bar(point, index, scale))}${widerLine(points, scale)}${dates(points, scale)}</svg>
${trendTable(trend)}</section>
`;
}
