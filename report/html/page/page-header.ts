import type { Mode } from '../../../specs/types.ts';
import type { Overview } from '../../overview/overview.ts';
import { type Content, html } from '../markup/html.ts';
import { time } from '../markup/instant.ts';
import { headline, standing } from '../words/headline.ts';

const MODES: Readonly<Record<Mode, string>> = {
  enforce: 'Rolecall corrects drift in this account.',
  observe: 'Rolecall observes this account and changes nothing, whatever mode its roles declare.',
  suspend: 'Rolecall is suspended in this account.',
};

const ON_THE_SPOT = 'This was a single look, which changed nothing, whatever mode the roles declare.';

/** Whose report it is, and the switch between light and dark. */
export function pageHeader({ account, madeAt }: Overview): Content {
  return html`<header>
<p class="mark">Rolecall</p>
<p class="of">Account <strong>${account}</strong> <span class="faint">${time(madeAt)}</span></p>
<button type="button" id="theme" class="needs-script" aria-pressed="false">Dark</button>
</header>
`;
}

/** How things stand, in words. */
export function headlinePart(overview: Overview): Content {
  const { complete, mode, onTheSpot, notices } = overview;
  return html`<div class="headline${complete ? null : ' incomplete'}">
<h1>${headline(overview)}</h1>
<p class="lead">${standing(overview).join(' ')} ${onTheSpot ? ON_THE_SPOT : MODES[mode]}</p>
${notices.map((notice) => html`<p class="notice">${notice}</p>`)}</div>
`;
}
