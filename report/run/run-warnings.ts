import type { ControllerState } from '../../controller/state/state.ts';
import type { DriftReport, RoleReport } from '../../reconciler/types.ts';
import { boundedList } from './bounded-list.ts';
import { backsOff, type DonePass } from './run-line.ts';

/** A line of a log: words that never change, to search by, and what they are about this time. */
export interface Warning {
  readonly message: string;
  readonly about: Readonly<Record<string, string | readonly string[]>>;
}

/** What a run saw that somebody should look at, one line for each kind. */
export function runWarnings({ report, state }: DonePass): readonly Warning[] {
  const warnings = [
    ...brake(state),
    ...eventPath(state),
    about('role backs off', 'roles', report.roles.filter(backsOff).map(sentence)),
    about('role cannot be judged', 'roles', withStatus(report, 'Unknown')),
    about('write failed', 'roles', withStatus(report, 'Failed')),
    about('spec is wrong', 'at', wrongSpecs(report)),
  ];
  return warnings.filter((warning) => Object.values(warning.about).every(({ length }) => length > 0));
}

function about(message: string, key: string, texts: readonly string[]): Warning {
  return { message, about: { [key]: boundedList(texts) } };
}

function brake({ brake: held }: ControllerState): readonly Warning[] {
  if (held === null) return [];
  return [{ message: 'brake holds', about: { hash: held.hash, since: held.since, why: held.message } }];
}

function eventPath({ eventPathBrokenSince: since }: ControllerState): readonly Warning[] {
  return since === null ? [] : [{ message: 'event path is broken', about: { since } }];
}

function withStatus({ roles }: DriftReport, status: 'Unknown' | 'Failed'): readonly string[] {
  return roles.filter((role) => role.status === status).map(sentence);
}

function sentence({ name, reasons: [first] }: RoleReport): string {
  return first === undefined ? name : `${name}: ${first.message}`;
}

function wrongSpecs({ problems }: DriftReport): readonly string[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
