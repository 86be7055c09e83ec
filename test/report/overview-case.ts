import { readdirSync, readFileSync } from 'node:fs';
import { overviewOfReports } from '../../report/overview/from-reports.ts';
import { overviewOfState } from '../../report/overview/from-state.ts';
import type { Overview } from '../../report/overview/overview.ts';
import { defaultGuards } from '../../specs/guards.ts';
import type { DeclaredRole, Problem, SpecSet, Waiver } from '../../specs/types.ts';
import { auditsOf, type GivenResult, WAIVER } from '../alerts/observed-case.ts';
import { fullAudit, type GivenAudit } from './full-audit.ts';
import { fullReport, type GivenReport } from './full-report.ts';
import { fullState, type GivenState } from './status/full-state.ts';

/** Either what is remembered (`state`, `audits`) or what was made on the spot (`report`, `audit`). */
export interface GivenOverview {
  readonly at?: string;
  readonly state?: GivenState;
  readonly audits?: readonly GivenResult[];
  readonly sweptAt?: string | null;
  readonly report?: GivenReport;
  readonly audit?: GivenAudit;
  /** Whether `audit` looked at all that can start tasks. */
  readonly whole?: boolean;
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly waivers?: readonly Partial<Waiver>[];
  readonly problems?: readonly Problem[];
  /** What the report before was made of. */
  readonly before?: GivenOverview;
}

export interface OverviewCase {
  readonly says: string;
  readonly exit: number;
  readonly given: GivenOverview;
  /** Parts of the overview that the case is about. */
  readonly expect?: Partial<Overview>;
}

export const overviewCases = new URL('../cases/report/overview/', import.meta.url);

/** All cases below `test/cases/report/overview/`, by name. */
export function readOverviewCases(): readonly (readonly [string, OverviewCase])[] {
  const files = readdirSync(overviewCases).filter((file) => file.endsWith('.json'));
  return files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, overviewCases), 'utf8'))]);
}

function specsOf({ report, labels = {} }: GivenOverview, waivers: readonly Waiver[]): SpecSet {
  const roles = (report?.roles ?? []).filter(({ source }) => source != null);
  const declared = roles.map(({ name }) => ({ role: { name }, labels: labels[name] ?? {} }) as unknown as DeclaredRole);
  return { roles: declared, invalid: [], unreadable: [], waivers, guards: [], problems: [], incomplete: false };
}

/** The overview of a case. */
export function overviewOfCase(given: GivenOverview): Overview {
  const { at = '2026-11-22T08:00:00.000Z', sweptAt = '2026-11-22T06:00:00.000Z', whole = false } = given;
  const waivers = (given.waivers ?? []).map((waiver) => ({ ...WAIVER, ...waiver }));
  const previous = given.before === undefined ? null : overviewOfCase(given.before);
  if (given.report !== undefined) {
    const drift = fullReport({ finishedAt: at, ...given.report });
    const audit = given.audit === undefined ? null : fullAudit(given.audit);
    return overviewOfReports({
      drift,
      audit,
      isWhole: whole,
      usedRoles: null,
      observed: [],
      specs: specsOf(given, waivers),
      previous,
    });
  }
  return overviewOfState({
    state: { ...fullState(given.state ?? { roles: [] }), waivers },
    audits: given.audits === undefined ? null : auditsOf(given.audits, sweptAt),
    guards: defaultGuards,
    problems: given.problems ?? [],
    previous,
    now: new Date(at),
  });
}
