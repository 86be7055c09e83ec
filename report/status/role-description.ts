import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import type { Drift } from '../../reconciler/types.ts';
import { printable } from '../escaping/printable.ts';
import { shellQuoted } from '../escaping/shell.ts';
import { driftText, type Layout } from '../role-text.ts';
import { counted, statusWords } from '../words/counts.ts';
import { worstDriftFirst } from '../words/worst-first.ts';
import { wrapped } from '../words/wrapped.ts';
import { age, durationWords } from './age.ts';
import type { BackOff } from './back-off.ts';
import { columns } from './columns.ts';
import type { ControllerStatus, ShownRole } from './controller-status.ts';
import type { Repeated } from './status-heading.ts';

const MOST_RUNS = 5;

function section(title: string, lines: readonly string[], { ink }: Layout): readonly string[] {
  return lines.length === 0 ? [] : ['', ink.bold(title), ...lines];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function specFact({ spec }: ShownRole): string {
  if (spec === null) return 'none declares it';
  const version = spec.version === null ? '' : `, version ${spec.version}`;
  return `${spec.file}:${spec.line}${version}, hash ${spec.hash}`;
}

function facts(role: ShownRole, asOf: string, { ink }: Layout): readonly string[] {
  const ago = (instant: string) => `${age(instant, asOf)} ago (${instant})`;
  const labels = Object.entries(role.labels).map(([key, value]) => `${key}=${value}`);
  const rows = [
    ['Name', role.name],
    ['Kind', role.kind ?? '-'],
    ['Status', `${statusWords(role.status)}, for ${age(role.since, asOf)}`],
    ['Mode', role.mode],
    ['Ours', role.owned ? 'yes' : 'no'],
    ['Labels', labels.length === 0 ? '-' : labels.join(', ')],
    ['Spec', specFact(role)],
    ['Checked', ago(role.checkedAt)],
    ['Written', role.changedAt === null ? 'never by Rolecall' : ago(role.changedAt)],
  ];
  return columns(
    rows.map((row) => row.map(printable)),
    (cell, _, at) => (at === 0 ? ink.bold(cell) : cell),
  );
}

function conditionLines({ conditions }: ShownRole, asOf: string): readonly string[] {
  if (conditions.length === 0) return [];
  const rows = conditions.map(({ type, status, since, reason, message }) => [type, status, age(since, asOf), reason, message]);
  return indented(columns([['TYPE', 'STATUS', 'AGE', 'REASON', 'MESSAGE'], ...rows.map((row) => row.map(printable))]));
}

/** The blank line above the first is the section's. */
function driftLines(drift: readonly Drift[], layout: Layout): readonly string[] {
  return worstDriftFirst(drift)
    .flatMap((one) => driftText(one, { actions: [] }, layout))
    .slice(1);
}

function acceptLines({ name, drift }: ShownRole, repeated: Repeated): readonly string[] {
  const changed = drift.some(({ tolerated }) => tolerated === 'content');
  return changed ? [printable(`  If the new content is right: rolecall accept ${shellQuoted(name)}${repeated}`)] : [];
}

function reasonLines({ reasons }: ShownRole, { ink, width }: Layout): readonly string[] {
  return reasons.flatMap(({ code, message }) => {
    const lines = wrapped(printable(`${code}: ${message}`), Math.max(20, width - 4));
    return lines.map((line, at) => `  ${at === 0 ? ink.caution('!') : ' '} ${line}`);
  });
}

function backOffLine({ unit, until, waitSeconds, driftedBack }: BackOff, asOf: string): string {
  const left = (Date.parse(until) - Date.parse(asOf)) / 1000;
  const wait =
    left > 0 ? `waits ${durationWords(left)} more, until ${until}` : `its wait of ${durationWords(waitSeconds)} is over`;
  return printable(`${unit}: drifted back ${counted(driftedBack, 'time')} within an hour, ${wait}`);
}

function backOffLines({ name, backOffs }: ShownRole, asOf: string, repeated: Repeated): readonly string[] {
  if (backOffs.length === 0) return [];
  return indented([
    ...backOffs.map((backOff) => backOffLine(backOff, asOf)),
    'Wider access is corrected after the wait; other drift stays until the spec changes, or until you run',
    printable(`rolecall resume ${shellQuoted(name)}${repeated}`),
  ]);
}

function policyLines({ policies }: ShownRole): readonly string[] {
  return indented(columns(policies.map(({ arn, versionId, hash }) => [arn, versionId, hash].map(printable))));
}

function runLines({ runs, asOf }: ControllerStatus): readonly string[] {
  if (runs.length === 0) return [];
  const rows = runs.slice(0, MOST_RUNS).map((run) => {
    const { startedAt, trigger, scope, mode, seconds, writes, complete } = run;
    const numbers = [`${seconds.toFixed(1)}s`, String(writes), complete ? 'yes' : 'no'];
    return [age(startedAt, asOf), printable(trigger), scope, mode, ...numbers];
  });
  return indented(columns([['AGE', 'TRIGGER', 'SCOPE', 'MODE', 'TOOK', 'WRITES', 'COMPLETE'], ...rows]));
}

function driftSections(role: ShownRole, asOf: string, repeated: Repeated, layout: Layout): readonly string[] {
  const { drift, corrected } = role;
  const remaining = remainingDrift(role);
  const open = remaining.length === 0 ? [] : [...driftLines(remaining, layout), ...acceptLines(role, repeated)];
  const gone = drift.filter((each) => !remaining.includes(each));
  const past = corrected ?? { at: role.checkedAt, drift: gone };
  return [
    ...section('Drift', open, layout),
    ...section(`Corrected ${age(past.at, asOf)} ago`, driftLines(past.drift, layout), layout),
  ];
}

/** All that is known of one role, in the manner of `kubectl describe`. */
export function roleDescription(
  role: ShownRole,
  status: ControllerStatus,
  repeated: Repeated,
  layout: Layout,
): readonly string[] {
  const { asOf } = status;
  return [
    ...facts(role, asOf, layout),
    ...section('Conditions', conditionLines(role, asOf), layout),
    ...driftSections(role, asOf, repeated, layout),
    ...section('Reasons', reasonLines(role, layout), layout),
    ...section('Backing off', backOffLines(role, asOf, repeated), layout),
    ...section('Accepted content of policies', policyLines(role), layout),
    ...section('Recent runs', runLines(status), layout),
  ];
}
