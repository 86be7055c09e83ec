/** The map, and paper. */
export const MAP = `
.columns { display: grid; grid-template-columns: 360fr 360fr 280fr; min-width: 44rem; margin-top: 1rem; font-size: 0.8rem; color: var(--soft); }
.map { list-style: none; min-width: 44rem; }
.map > li { padding: 0.5rem 0; border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 5rem; }
.map svg { display: block; width: 100%; height: auto; font-size: 13px; }
.map path { fill: none; stroke: var(--soft); stroke-opacity: 0.55; stroke-width: 1.4; }
.map rect { fill: var(--card); stroke: var(--line); stroke-width: 1.3; }
.map text { fill: var(--ink); }
.map .state { text-anchor: end; font-size: 11.5px; fill: var(--soft); }
.map .shared rect, .map .absent rect { fill: none; stroke: var(--soft); stroke-dasharray: 4 3; }
.map .InSync rect, .map .Corrected rect { stroke: var(--good-fill); }
.map .Drifted rect, .map .Refused rect, .map .Progressing rect, .map .Orphaned rect, .map .medium rect { stroke: var(--caution-fill); fill: var(--caution-wash); }
.map .Failed rect, .map .Invalid rect, .map .Unknown rect, .map .high rect, .map .critical rect { stroke: var(--bad-fill); fill: var(--bad-wash); }
.map g.extra rect, .map g.different rect, .map g.content rect { stroke: var(--caution-fill); fill: var(--caution-wash); }
.map g.wider.wider rect { stroke: var(--bad-fill); fill: var(--bad-wash); }
.map g.missing rect { fill: none; stroke: var(--soft); stroke-dasharray: 4 3; }
.map path.wider { stroke: var(--bad-fill); stroke-opacity: 1; stroke-width: 2; }
.map path.missing { stroke-dasharray: 4 3; }
@media print {
  body { max-width: none; }
  nav, #filters.needs-script, #theme, .copy, .skip { display: none; }
  .items > li, .map > li { content-visibility: visible; break-inside: avoid-page; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
