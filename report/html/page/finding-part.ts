import type { Finding, Remedy } from '../../../audit/types.ts';
import { partsInWords, sentence, statementWords, untoldDetails } from '../../audit/audit-words.ts';
import { printable } from '../../escaping/printable.ts';
import { roleAnchor } from '../markup/anchors.ts';
import { type Content, html } from '../markup/html.ts';
import { dayWords } from '../markup/instant.ts';
import { severityBadge } from './badges.ts';

/** Text to be pasted, with a button that copies it. */
function paste(text: string): Content {
  const lines = text.trimEnd().split('\n').map(printable);
  const content = lines.map(
    (line, index) =>
      html`${
        index === 0
          ? null
          : html`
`
      }${line}`,
  );
  return html`<div class="paste"><pre><code>${content}</code></pre><button type="button" class="copy needs-script">Copy</button></div>
`;
}

function remedyPart({ text, command, spec }: Remedy): Content {
  return html`<div class="remedy"><p><strong>Remedy</strong> ${sentence(text)}</p>
${command === null ? null : paste(command)}${command === null || spec === null ? null : html`<p>or in a spec:</p>`}${spec === null ? null : paste(spec)}</div>
`;
}

function evidencePart(finding: Finding): Content {
  const { origins, statements } = finding.evidence;
  const details = untoldDetails(finding);
  const lines = [
    details.length === 0 ? null : partsInWords(details),
    statements.length === 0 ? null : `By ${partsInWords(statements.map(statementWords))}`,
    origins.length === 0 ? null : `At ${partsInWords(origins)}`,
  ];
  return lines.map((line) => (line === null ? null : html`<p class="faint">${line}</p>`));
}

/** A role's name, leading to the role where the page tells of it. */
export function roleName(name: string, known: ReadonlySet<string>): Content {
  return known.has(name) ? html`<a href="#${roleAnchor(name)}">${name}</a>` : html`${name}`;
}

function waivedPart({ waiver, reason, expires }: NonNullable<Finding['waived']>): Content {
  return html`<p class="faint">Waived until ${dayWords(expires)} by ${waiver}: ${sentence(reason)}</p>`;
}

/** One finding: how bad, which rule and role, what is wrong and where, and what to do. */
export function findingPart(finding: Finding, isRemedyTold: boolean, known: ReadonlySet<string>): Content {
  const { waived, severity, rule, role, message, remedy } = finding;
  const remedyOrNone = isRemedyTold ? html`<p class="faint">Remedy: the same as above.</p>` : remedyPart(remedy);
  return html`<section class="finding${waived === null ? null : ' waived'}">
<h4><span class="rule">${rule}</span> ${severityBadge(severity)}${role === null ? null : html` <span class="gist">${roleName(role, known)}</span>`}</h4>
<p>${sentence(message)}</p>${evidencePart(finding)}${waived === null ? remedyOrNone : waivedPart(waived)}</section>
`;
}
