import type { Direction } from '../../../iam/policy/types.ts';
import type { Status } from '../../../reconciler/types.ts';
import type { Severity } from '../../../specs/types.ts';
import { statusWords } from '../../words/counts.ts';
import { type Content, html } from '../markup/html.ts';
import { DIRECTION_LABELS } from '../words/labels.ts';

export function severityBadge(severity: Severity | undefined): Content {
  return severity === undefined ? null : html`<span class="badge ${severity}">${severity}</span>`;
}

export function statusBadge(status: Status): Content {
  return html`<span class="badge ${status}">${statusWords(status)}</span>`;
}

/** Nothing where access is the same, for then the facts say all. */
export function directionBadge(direction: Direction): Content {
  return direction === 'same' ? null : html`<span class="badge ${direction}">${DIRECTION_LABELS[direction]}</span>`;
}
