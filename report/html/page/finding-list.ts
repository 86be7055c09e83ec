import { type AuditBlock, auditBlocks, quietDefinitions } from '../../audit/audit-blocks.ts';
import { partsInWords, sentence } from '../../audit/audit-words.ts';
import { definitionFacts, definitionName, definitionNames, definitionPlace } from '../../audit/definition-words.ts';
import { toldRemedies } from '../../audit/told-remedies.ts';
import type { Overview } from '../../overview/overview.ts';
import { counted } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { auditResultOf } from '../words/told-findings.ts';
import { severityBadge } from './badges.ts';
import { findingPart } from './finding-part.ts';
import { definitionTokens } from './tokens.ts';

const FEW = 2;
const MOST_NAMES = 12;

function factsOf({ definitions, shared }: AuditBlock): Content {
  const [definition, ...others] = definitions;
  if (definition === undefined || others.length > 0)
    return html`<p class="faint">${definitionNames(definitions, MOST_NAMES)}</p>`;
  const also = shared === 0 ? '' : `${counted(shared, 'more finding')} shared with others`;
  const facts = [...definitionPlace(definition), definitionFacts(definition), also].filter((fact) => fact !== '');
  return html`<p class="faint">${facts.join('; ')}</p>`;
}

function openItems({ unverified, pending }: AuditBlock): Content {
  const items = [
    ...unverified.map(
      ({ message, origins }) => `${sentence(message)}${origins.length === 0 ? '' : ` At ${partsInWords(origins)}.`}`,
    ),
    ...pending.map((role) => `${role} is not created yet; it is judged as its spec declares it.`),
  ];
  return items.length === 0 ? null : html`<ul class="reasons">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function titleOf({ definitions: [first, ...others] }: AuditBlock): string {
  if (first === undefined) return 'Waivers';
  return others.length === 0 ? definitionName(first) : counted(others.length + 1, 'task definition');
}

function gistOf({ findings, unverified, pending }: AuditBlock): string {
  const open = findings.filter(({ waived }) => waived === null).length;
  const parts = [
    open > 0 ? counted(open, 'finding') : '',
    findings.length > open ? `${findings.length - open} waived` : '',
    unverified.length > 0 ? `${unverified.length} not verified` : '',
    pending.length > 0 ? `${counted(pending.length, 'role')} not created yet` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function blockItem(block: AuditBlock, isOpen: boolean, known: ReadonlySet<string>): Content {
  const worst = block.findings.find(({ waived }) => waived === null)?.severity;
  const told = toldRemedies(block.findings);
  return html`<li ${definitionTokens(block)}><details${isOpen ? html` open` : null}>
<summary><h3>${titleOf(block)}</h3> ${severityBadge(worst)} <span class="gist">${gistOf(block)}</span></summary>
<div class="body">${factsOf(block)}${block.findings.map((finding) => findingPart(finding, told.has(finding), known))}${openItems(block)}</div></details></li>
`;
}

function quietSentence(overview: Overview): Content {
  const quiet = quietDefinitions(auditResultOf(overview));
  return quiet.length === 0 ? null : html`<p class="faint">Nothing to report of ${definitionNames(quiet)}.</p>`;
}

/** What the audit finds in task definitions, worst first; what several have in common comes once. */
export function findingList(overview: Overview): Content {
  const blocks = auditBlocks(auditResultOf(overview));
  const known = new Set(overview.roles.map(({ name }) => name));
  const open = blocks.length <= FEW ? FEW : 1;
  const nothing = overview.audit === null ? 'No task definition was audited.' : 'The audit finds nothing.';
  return html`<section id="audit" aria-labelledby="audit-title">
<h2 id="audit-title">Task definitions</h2>
${blocks.length === 0 ? html`<p>${nothing}</p>` : html`<ol class="items">${blocks.map((block, index) => blockItem(block, index < open, known))}</ol>`}
${quietSentence(overview)}<p class="none-shown" hidden>No task definition matches the filters.</p>
</section>
`;
}
