import type { Overview } from '../overview/overview.ts';
import { SCRIPT } from './behaviour/script.ts';
import { mapSection } from './map/map-section.ts';
import { contentPolicy } from './markup/content-policy.ts';
import { type Content, html, Markup } from './markup/html.ts';
import { changesSection } from './page/changes.ts';
import { figures } from './page/figures.ts';
import { filterBar } from './page/filters.ts';
import { findingList } from './page/finding-list.ts';
import { otherLists } from './page/other-lists.ts';
import { headlinePart, pageHeader } from './page/page-header.ts';
import { roleList } from './page/role-list.ts';
import { trendSection } from './page/trend-chart.ts';
import { STYLE } from './style/style.ts';
import { headline } from './words/headline.ts';

type Section = readonly [id: string, title: string, content: Content];

function navigation(sections: readonly Section[]): Content {
  const links = sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="Sections"><ul>${links}</ul></nav>
`;
}

function sectionsOf(overview: Overview): readonly Section[] {
  const sections: readonly Section[] = [
    ['changes', 'Changes', changesSection(overview)],
    ['trend', 'Trend', trendSection(overview.trend)],
    ['roles', 'Roles', html`${filterBar(overview)}${roleList(overview)}`],
    ['audit', 'Task definitions', findingList(overview)],
    ['map', 'Map', mapSection(overview)],
    ['more', 'Also', otherLists(overview)],
  ];
  return sections.filter(([, , content]) => content !== null);
}

/** The report that people open: one file that loads nothing, reads without scripts, and shows every string as text. */
export function overviewHtml(overview: Overview): string {
  const sections = sectionsOf(overview);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(STYLE, SCRIPT)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${headline(overview)} Rolecall, account ${overview.account}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${pageHeader(overview)}
${navigation(sections)}
<main id="main" tabindex="-1">
${headlinePart(overview)}${figures(overview)}${sections.map(([, , content]) => content)}</main>
<footer><p>Made by Rolecall, owner ${overview.owner}. This file loads nothing and sends nothing.</p></footer>
<p id="said" class="hidden" role="status"></p>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}
