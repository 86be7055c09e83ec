import { partsInWords } from '../../audit/audit-words.ts';
import type { Overview } from '../../overview/overview.ts';
import { type Content, html } from '../markup/html.ts';
import { dayWords } from '../markup/instant.ts';
import { roleName } from './finding-part.ts';

const MOST_NAMES = 200;

function part(title: string, explanation: string, content: Content): Content {
  return html`<div><h3>${title}</h3>
<p class="faint">${explanation}</p>
${content}</div>
`;
}

function list(items: readonly Content[]): Content {
  const rest = items.length - MOST_NAMES;
  return html`<ul class="plain-list">${items.slice(0, MOST_NAMES).map(
    (item) => html`<li>${item}</li>
`,
  )}${rest > 0 ? html`<li>and ${rest} more</li>` : null}</ul>`;
}

function mostDrifting({ mostDrifting, roles }: Overview): Content {
  if (mostDrifting.length === 0) return null;
  const known = new Set(roles.map(({ name }) => name));
  const rows = mostDrifting.map(
    ({
      role,
      times,
      by,
    }) => html`<tr><th scope="row">${roleName(role, known)}</th><td>${times}</td><td>${by.length === 0 ? 'not known' : partsInWords(by, 4)}</td></tr>
`,
  );
  const table = html`<table class="plain"><caption class="hidden">The roles that drifted most often</caption>
<thead><tr><th scope="col">Role</th><th scope="col">Times</th><th scope="col">By</th></tr></thead><tbody>
${rows}</tbody></table>`;
  return part('Drift most often', 'Roles that come back to this list are worth a talk with those who change them.', table);
}

function waivers({ expiringWaivers, madeAt }: Overview): Content {
  if (expiringWaivers.length === 0) return null;
  const today = madeAt.slice(0, 10);
  const items = expiringWaivers.map(({ name, expires, findings }) => {
    const when = expires < today ? `over since ${dayWords(expires)}` : `until ${dayWords(expires)}`;
    return html`<strong>${name}</strong> ${when} <span class="faint">${findings.join(', ')}</span>`;
  });
  return part('Waivers that end soon', 'What they mute comes back when they are over.', list(items));
}

function orphans({ orphans: names, roles }: Overview): Content {
  if (names.length === 0) return null;
  const known = new Set(roles.map(({ name }) => name));
  return part(
    'Orphans',
    'They carry our tag, and no spec names them. Nothing is changed in them.',
    list(names.map((name) => roleName(name, known))),
  );
}

function unusedSpecs({ unusedSpecs: names, roles }: Overview): Content {
  if (names === null || names.length === 0) return null;
  const known = new Set(roles.map(({ name }) => name));
  return part(
    'Declared, and not in use',
    'No current task definition uses these roles.',
    list(names.map((name) => roleName(name, known))),
  );
}

function problems({ problems: found }: Overview): Content {
  if (found.length === 0) return null;
  const items = found.map(
    ({ file, line, column, message, severity }) =>
      html`<code>${file}:${line}:${column}</code> ${severity === 'warning' ? 'Warning: ' : null}${message}`,
  );
  return part('Problems in specs', 'Nothing is written to a role whose spec cannot be used.', list(items));
}

/** What else is worth knowing. */
export function otherLists(overview: Overview): Content {
  const parts = [problems, mostDrifting, waivers, orphans, unusedSpecs].map((each) => each(overview));
  if (parts.every((each) => each === null)) return null;
  return html`<section id="more" aria-labelledby="more-title">
<h2 id="more-title">Also</h2>
<div class="two">${parts}</div>
</section>
`;
}
