/** The page's frame, its type and its space. */
export const PAGE = `
* { box-sizing: border-box; }
html { scroll-padding-top: 8rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 1.5rem 4rem; max-width: 72rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
code, pre, .diff td { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0; font-weight: inherit; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
[hidden], .hidden.hidden { display: none; }
.hidden.hidden {
  display: block; position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
:root:not(.scripted) .needs-script { display: none; }
.faint, .gist { color: var(--soft); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; padding: 0.5rem 1rem; background: var(--card); border-radius: 6px; }

header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; padding: 1.75rem 0 1rem; }
.mark { font-weight: 700; letter-spacing: -0.01em; }
.of { flex: 1; color: var(--soft); }
.of strong { color: var(--ink); font-weight: 500; }
.of .faint { margin-left: 0.75rem; }
button, select, input {
  font: inherit; font-size: 0.875rem; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.7rem; min-height: 2.25rem;
}
button { cursor: pointer; }
button[aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
button:hover, select:hover { border-color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; padding-bottom: 0.75rem; border-bottom: 1px solid var(--line); }
nav a { color: var(--soft); text-decoration: none; font-size: 0.9rem; }
nav a:hover { color: var(--ink); text-decoration: underline; }

.headline { padding: 3.5rem 0 2.25rem; max-width: 46rem; }
h1 { font-size: clamp(1.9rem, 1.2rem + 2.6vw, 3rem); line-height: 1.12; letter-spacing: -0.025em; font-weight: 650; text-wrap: balance; }
.lead { margin-top: 1rem; font-size: 1.125rem; color: var(--soft); text-wrap: pretty; }
.notice { margin-top: 1rem; padding: 0.6rem 0.9rem; border-left: 3px solid var(--caution-fill); background: var(--caution-wash); border-radius: 0 6px 6px 0; font-size: 0.95rem; }
section[id] { padding-top: 3.5rem; }
h2 { font-size: 1.4rem; letter-spacing: -0.015em; font-weight: 650; margin-bottom: 1rem; }
h2 time { white-space: nowrap; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 2rem 3rem; }
.two > div { min-width: 0; }
.two h3 { font-size: 1rem; font-weight: 600; margin-bottom: 0.35rem; }
.plain-list { list-style: none; margin-top: 0.5rem; }
.plain-list li { padding: 0.3rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table.plain { width: 100%; border-collapse: collapse; font-size: 0.9rem; margin-top: 0.5rem; }
.plain caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; }
.plain th, .plain td { text-align: left; padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); font-weight: 400; vertical-align: top; overflow-wrap: anywhere; }
.plain thead th { color: var(--soft); border-top: 0; font-size: 0.8rem; overflow-wrap: normal; }
.plain.numbers td { font-variant-numeric: tabular-nums; }
details.rest { margin-top: 1rem; }
summary { cursor: pointer; }
details.rest > summary { color: var(--soft); padding: 0.5rem 0; }
footer { margin-top: 5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.85rem; }

@media (max-width: 40rem) {
  body { padding: 0 1rem 3rem; }
  .headline { padding: 2rem 0 1.5rem; }
  .of .faint { display: block; margin-left: 0; }
  section[id] { padding-top: 2.5rem; }
}
`;
