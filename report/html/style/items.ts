/** Roles and findings, closed and opened, and the bar that filters them. */
export const ITEMS = `
#filters {
  display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem 0.75rem; margin-top: 3rem; padding: 0.75rem 0;
  background: var(--paper); border-bottom: 1px solid var(--line);
}
:root:not(.scripted) #filters { display: none; }
#filters label { display: flex; flex-direction: column; font-size: 0.75rem; color: var(--soft); }
#filters label > * { color: var(--ink); }
#filters .search { flex: 1 1 14rem; }
#filters select { max-width: 12rem; }
#filters input::placeholder { color: var(--soft); opacity: 1; }
#filters output { flex-basis: 100%; font-size: 0.85rem; color: var(--soft); }
#filters + noscript + #roles, #filters + #roles { padding-top: 1.75rem; }

.items { list-style: none; display: grid; gap: 0.5rem; }
.items > li { min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; content-visibility: auto; contain-intrinsic-size: auto 3rem; }
.items > li:target { border-color: var(--accent); }
.items > li > details > summary { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; padding: 0.65rem 1.1rem; list-style: none; border-radius: 10px; }
.items > li > details > summary::-webkit-details-marker { display: none; }
.items > li > details > summary::before { content: ""; flex: none; width: 0.45rem; height: 0.45rem; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; rotate: -45deg; margin-right: 0.2rem; }
.items > li > details[open] > summary::before { rotate: 45deg; }
.items h3 { font-size: 1.05rem; font-weight: 600; overflow-wrap: anywhere; }
.items .gist { margin-left: auto; font-size: 0.875rem; }
.badge { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 99px; font-size: 0.78rem; line-height: 1.5; white-space: nowrap; background: var(--inset); color: var(--soft); border: 1px solid var(--line); }
.badge.critical, .badge.high, .badge.wider, .badge.Failed, .badge.Invalid, .badge.Unknown { background: var(--bad-wash); color: var(--bad); border-color: transparent; }
.badge.critical { background: var(--bad); color: var(--card); }
.badge.medium, .badge.different, .badge.Drifted, .badge.Refused, .badge.Progressing, .badge.Orphaned { background: var(--caution-wash); color: var(--caution); border-color: transparent; }
.badge.narrower, .badge.low { background: var(--calm-wash); color: var(--calm); border-color: transparent; }
.badge.InSync, .badge.Corrected { background: var(--good-wash); color: var(--good); border-color: transparent; }

.body { padding: 0.25rem 1.1rem 1.25rem; border-top: 1px solid var(--line); }
.body > * { margin-top: 1rem; }
.body h4 { font-weight: 600; font-size: 0.95rem; margin-bottom: 0.3rem; }
.body p { max-width: 50rem; }
.drift + .drift, .finding + .finding, .drift + section { padding-top: 1rem; border-top: 1px solid var(--line); }
.by { margin-top: 0.35rem; }
.reasons { list-style: none; }
.reasons li { padding: 0.5rem 0.8rem; margin-top: 0.4rem; border-left: 3px solid var(--caution-fill); background: var(--caution-wash); border-radius: 0 6px 6px 0; }
.actions { list-style: none; }
.actions li { padding: 0.15rem 0; }
.outcome { display: inline-block; min-width: 5rem; color: var(--soft); font-size: 0.85rem; }
.outcome.done { color: var(--good); }
.outcome.failed { color: var(--bad); }
.outcome.refused, .outcome.skipped, .outcome.deferred { color: var(--caution); }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; padding-top: 0.9rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
.facts dt { color: var(--soft); font-size: 0.78rem; }
.facts dd { overflow-wrap: anywhere; }
.finding .faint { margin-top: 0.3rem; font-size: 0.875rem; overflow-wrap: anywhere; }
.finding.waived > p:not(.faint), .finding.waived h4 { color: var(--soft); }
.remedy { margin-top: 0.6rem; }
.paste { display: flex; align-items: start; gap: 0.5rem; margin-top: 0.5rem; padding: 0.6rem 0.6rem 0.6rem 0.9rem; background: var(--inset); border: 1px solid var(--line); border-radius: 8px; }
.paste pre { flex: 1; min-width: 0; margin: 0.25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.9rem; line-height: 1.5; }
.copy { flex: none; }
@media (min-width: 68rem) {
  #filters { position: sticky; top: 0; z-index: 2; }
}
@media (max-width: 40rem) {
  #filters label { flex: 1 1 40%; }
  #filters .search { flex-basis: 100%; }
  #filters select { max-width: none; width: 100%; }
  .items .gist { margin-left: 0; }
}
`;
