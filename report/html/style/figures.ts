/** Counts, the bar of statuses and the trend. */
export const FIGURES = `
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.75rem; }
.figure { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 1rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.figure dt { color: var(--soft); font-size: 0.85rem; line-height: 1.35; }
.figure dd { font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.figure small { font-size: 0.9rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.figure.bad dd { color: var(--bad); }
.figure.caution dd { color: var(--caution); }
.figure.good dd { color: var(--good); }
svg.bar { display: block; width: 100%; height: 10px; margin-top: 1.25rem; border-radius: 5px; overflow: hidden; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 0.75rem; list-style: none; font-size: 0.85rem; color: var(--soft); }
.legend span { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.4rem; border-radius: 2px; background: var(--calm-fill); }
.bar rect { fill: var(--calm-fill); }
.bar .InSync, .bar .Corrected { fill: var(--good-fill); }
.bar .Failed, .bar .Invalid, .bar .Unknown { fill: var(--bad-fill); }
.bar .Drifted { fill: var(--caution-fill); }
.legend .InSync span, .legend .Corrected span { background: var(--good-fill); }
.legend .Failed span, .legend .Invalid span, .legend .Unknown span { background: var(--bad-fill); }
.legend .Drifted span { background: var(--caution-fill); }
.legend .drifted span { background: var(--caution-fill); }
.legend .stuck span { background: var(--calm-fill); }
.legend .wider span { height: 3px; vertical-align: middle; background: var(--bad-fill); }
svg.trend { display: block; width: 100%; height: auto; margin-top: 1rem; font-size: 13px; }
.trend .grid { stroke: var(--line); }
.trend text { fill: var(--soft); }
.trend .count { text-anchor: end; }
.trend .last { text-anchor: end; }
.trend .drifted { fill: var(--caution-fill); }
.trend .stuck { fill: var(--calm-fill); }
.trend polyline { fill: none; stroke: var(--bad-fill); stroke-width: 2; }
.trend circle { fill: var(--bad-fill); }
@media (max-width: 40rem) {
  .figures { grid-template-columns: repeat(2, 1fr); }
  .figure { padding: 0.8rem; }
  .figure dd { font-size: 1.6rem; }
  svg.trend { font-size: 26px; }
}
`;
