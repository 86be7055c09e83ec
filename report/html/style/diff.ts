/** The spec beside live. On a phone the two columns become one. */
export const DIFF = `
.diff { width: 100%; margin-top: 0.75rem; border-collapse: separate; border-spacing: 0; table-layout: fixed; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; font-size: 0.82rem; line-height: 1.55; }
.diff th { text-align: left; padding: 0.35rem 0.8rem; color: var(--soft); font-weight: 500; background: var(--inset); border-bottom: 1px solid var(--line); }
.diff td { padding: 0.02rem 0.8rem 0.02rem 1.6rem; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; position: relative; height: 1.55em; }
.diff td + td, .diff th + th { border-left: 1px solid var(--line); }
.diff .same td { color: var(--soft); }
.diff .only { background: var(--calm-wash); color: var(--calm); }
.diff .added { background: var(--bad-wash); color: var(--bad); font-weight: 600; }
.diff .only::before { content: "\\2260"; position: absolute; left: 0.6rem; font-weight: 400; }
.diff .added::before { content: "+"; font-weight: 700; }
.diff .lacking::before { content: "\\2212"; }
.diff .none { background: var(--inset); }
.diff .gap td { padding: 0.2rem 0.8rem; color: var(--soft); font-style: italic; background: var(--inset); }
.key { margin-top: 0.35rem; font-size: 0.8rem; color: var(--soft); }
.swatch { display: inline-block; width: 0.8rem; height: 0.8rem; margin-right: 0.4rem; vertical-align: -0.1rem; border-radius: 2px; background: var(--bad-wash); border: 1px solid var(--bad); }
@media (max-width: 40rem) {
  .diff tr { display: grid; }
  .diff .same td + td, .diff .none { display: none; }
  .diff thead tr { grid-template-columns: 1fr 1fr; }
  .diff td { height: auto; min-height: 1.55em; }
  .diff td + td { border-left: 0; }
  .diff .only:first-child::after { content: " (spec)"; color: var(--soft); font: 0.75rem system-ui, sans-serif; }
  .diff td + .only::after { content: " (live)"; color: var(--soft); font: 0.75rem system-ui, sans-serif; }
}
`;
