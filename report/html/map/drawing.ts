import { type Content, html } from '../markup/html.ts';
import { clusterWords, groupLabel, groupSeverity, morePolicies, policyLabel, policyState, roleState } from './cluster-words.ts';
import type { Cluster } from './clusters.ts';
import type { MapPolicy, MapRole } from './graph.ts';

/** What stands in one place of the picture. */
interface Box {
  readonly key: unknown;
  readonly label: string;
  /** Shown when the pointer rests on it. */
  readonly title: string;
  /** A word at its right end. */
  readonly state: string;
  readonly look: string;
}

interface Line {
  readonly from: unknown;
  readonly to: unknown;
  readonly look: string;
}

interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 280;
const HEIGHT = 30;
const STEP = 38;
const COLUMNS = [0, 360, 720];
const TOTAL = 1000;
const MOST_CHARACTERS = 36;

function definitionBoxes(cluster: Cluster): readonly Box[] {
  return cluster.definitions.map((group) => {
    const severity = groupSeverity(group, cluster);
    const names = group.definitions
      .slice(0, 20)
      .map(({ family, revision }) => (revision === null ? family : `${family}:${revision}`));
    return { key: group, label: groupLabel(group), title: names.join(', '), state: severity ?? '', look: severity ?? 'plain' };
  });
}

function roleBoxes({ roles, shared }: Cluster): readonly Box[] {
  const box = (role: MapRole, look: string, state: string) => ({ key: role, label: role.name, title: role.name, state, look });
  return [
    ...roles.map((role) => box(role, roleLook(role), roleState(role))),
    ...shared.map((role) => box(role, 'shared', 'shared')),
  ];
}

/** What is wrong shows, whatever its status is. */
function roleLook({ role, isMissing, worst }: MapRole): string {
  return `${isMissing ? 'absent' : (role?.status ?? 'absent')} ${worst ?? ''}`.trimEnd();
}

function policyLook({ drift }: MapPolicy): string {
  return drift === null ? 'plain' : `${drift.kind} ${drift.access}`;
}

/** A policy that several roles have stands once, unless it differs between them. */
function policyKey(policy: MapPolicy): string {
  return JSON.stringify([policy.name, policyState(policy), policyLook(policy)]);
}

function policyBoxes({ roles }: Cluster): readonly Box[] {
  const policies = new Map(roles.flatMap((role) => role.policies).map((policy) => [policyKey(policy), policy]));
  const boxes = [...policies].map(([key, policy]) => {
    return { key, label: policyLabel(policy), title: policy.name, state: policyState(policy), look: policyLook(policy) };
  });
  return [...boxes, ...roles.filter(({ more }) => more > 0).map(restBox)];
}

function restKey({ name }: MapRole): string {
  return JSON.stringify([name]);
}

function restBox(role: MapRole): Box {
  return {
    key: restKey(role),
    label: morePolicies(role),
    title: `${morePolicies(role)} of ${role.name}`,
    state: '',
    look: 'plain',
  };
}

function linesOf({ definitions, roles }: Cluster): readonly Line[] {
  return [
    ...definitions.flatMap((group) => group.roles.map((role) => ({ from: group, to: role, look: 'plain' }))),
    ...roles.flatMap((role) => role.policies.map((policy) => ({ from: role, to: policyKey(policy), look: policyLook(policy) }))),
    ...roles.filter(({ more }) => more > 0).map((role) => ({ from: role, to: restKey(role), look: 'plain' })),
  ];
}

function placed(columns: readonly (readonly Box[])[], rows: number): readonly PlacedBox[] {
  return columns.flatMap((boxes, column) => {
    const top = ((rows - boxes.length) * STEP) / 2;
    return boxes.map((box, index) => ({ ...box, x: COLUMNS[column] ?? 0, y: top + index * STEP }));
  });
}

function short(label: string, state: string): string {
  const most = MOST_CHARACTERS - (state === '' ? 0 : state.length + 1);
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}

function drawnBox({ label, title, state, look, x, y }: PlacedBox): Content {
  const word = state === '' ? null : html`<text class="state" x="${WIDTH - 10}" y="19">${state}</text>`;
  return html`<g class="box ${look}" transform="translate(${x},${y})"><title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" rx="6"/><text x="10" y="19">${short(label, state)}</text>${word}</g>
`;
}

function curve(from: PlacedBox, to: PlacedBox): string {
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  return `M${x1} ${y1}C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}`;
}

function drawnLines(lines: readonly Line[], boxes: readonly PlacedBox[]): Content {
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  return lines.map(({ from, to, look }) => {
    const [start, end] = [byKey.get(from), byKey.get(to)];
    return start === undefined || end === undefined ? null : html`<path class="${look}" d="${curve(start, end)}"/>`;
  });
}

/** One part of the map as a picture: task definitions, roles, policies, from left to right. */
export function drawing(cluster: Cluster): Content {
  const columns = [definitionBoxes(cluster), roleBoxes(cluster), policyBoxes(cluster)];
  const rows = Math.max(...columns.map(({ length }) => length));
  const boxes = placed(columns, rows);
  return html`<svg viewBox="-1 -1 ${TOTAL + 2} ${rows * STEP}" width="${TOTAL}" height="${rows * STEP}" role="img" aria-label="${clusterWords(cluster)}">
${drawnLines(linesOf(cluster), boxes)}
${boxes.map(drawnBox)}</svg>`;
}
