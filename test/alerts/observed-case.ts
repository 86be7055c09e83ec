import type { AlertSubject, AlertViolation, Topic } from '../../controller/alerts/alert.ts';
import type { Observation } from '../../controller/alerts/observation.ts';
import { observationOf } from '../../controller/alerts/observing/observe.ts';
import { digestOf, keyOf } from '../../controller/alerts/observing/violations/identified.ts';
import type { KeptAudits } from '../../controller/alerts/observing/watched.ts';
import type { AuditEntry, StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { defaultGuards } from '../../specs/guards.ts';
import type { Waiver } from '../../specs/types.ts';
import type { Given as AuditGiven } from '../audit/given.ts';
import { fullAudit, type GivenDefinition } from '../report/full-audit.ts';
import { fullState, type GivenState } from '../report/status/full-state.ts';

export const NOW = new Date('2026-11-22T08:00:00Z');
const ACCOUNT = '111122223333';

interface GivenEntry extends GivenDefinition {
  readonly auditedAt?: string;
  readonly pendingAgain?: boolean;
  /** What made the audit look. */
  readonly trigger?: string;
}

/** One revision that can start tasks: `own` is what the audit says of it, `unread` leaves its result away. */
export interface GivenResult {
  readonly family: string;
  readonly revision?: number;
  readonly region?: string;
  readonly own?: Omit<GivenEntry, 'family'> | null;
  readonly overrides?: readonly Omit<GivenEntry, 'family'>[];
  readonly unread?: boolean;
  /** Whether it could never be described, so that nobody knows what it needs. */
  readonly isUnknown?: boolean;
  /** What the audit is given that says so, where a case shows what it says in earnest. */
  readonly audited?: AuditGiven;
}

export interface Given {
  /** Absent: it was not looked at. */
  readonly state?: GivenState;
  /** Absent: they were not looked at. */
  readonly audits?: readonly GivenResult[];
  /** When each region was swept; by default all were. `null`: never. */
  readonly sweptAt?: string | null;
  /** Regions that never were, whatever the others. */
  readonly unswept?: readonly string[];
  /** Regions that are swept no more. */
  readonly left?: readonly string[];
  /** Of these, the ones that were in use since. */
  readonly used?: readonly string[];
  readonly waivers?: readonly Partial<Waiver>[];
  readonly waivable?: readonly string[];
  /** What the controller's deployment is called. */
  readonly deployment?: string;
  /** When it was last looked. */
  readonly lookedAt?: string;
  /** When people were told of what they were told of before. */
  readonly toldAt?: string;
}

/** By what people know a violation. */
export interface Known {
  /** `controller`, a role's name, or `REGION/FAMILY`. */
  readonly subject: string;
  readonly topic: Topic;
  readonly what: string;
  /** Of drift. */
  readonly kind?: 'content';
}

export interface ObservedCase {
  readonly name: string;
  readonly given: Given;
  readonly expect: {
    /** All that is told, each with as much as the case is about. */
    readonly told: readonly (Known & Partial<Omit<AlertViolation, 'subject'>>)[];
    /** What counts as failing reads, once they last. */
    readonly failing?: readonly string[];
    /** What would be resolved now if people had been told of it before. */
    readonly resolves?: readonly Known[];
    /** What stays open, and silent. */
    readonly keeps?: readonly Known[];
    /** What stays open, and people are reminded of it. */
    readonly reminds?: readonly Known[];
  };
}

function entryOf(family: string, revision: number, region: string, given: Omit<GivenEntry, 'family'>): AuditEntry {
  const { auditedAt = '2026-11-22T07:00:00.000Z', pendingAgain = false, trigger = 'sweep', ...definition } = given;
  const [audit] = fullAudit({ taskDefinitions: [{ ...definition, family, revision, region }] }).taskDefinitions;
  if (audit === undefined) throw new Error('a case gives no audit');
  return { auditedAt, runId: 'run-1', trigger, pendingAgain, eventIds: [], audit };
}

function resultOf({ family, revision = 7, region = 'eu-west-1', own = {}, overrides = [] }: GivenResult): StoredAudit {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'TaskDefinitionAudit',
    region,
    family,
    revision,
    own: own === null ? null : entryOf(family, revision, region, own),
    overrides: overrides.map((given) => entryOf(family, revision, region, given)),
  };
}

/** What is kept of these revisions. */
export function auditsOf(
  given: readonly GivenResult[],
  sweptAt: string | null,
  { unswept = [], left = [], used = [] }: Pick<Given, 'unswept' | 'left' | 'used'> = {},
): KeptAudits {
  const results = given.map((each) => ({ ...each, result: resultOf(each) }));
  const regions = new Set(['eu-west-1', ...left, ...results.map(({ result }) => result.region)]);
  const definition = { executionRole: null, severity: null, findings: {}, hash: '', auditedAt: '' };
  const regionOf = (region: string) => {
    const here = results.filter(({ result }) => result.region === region);
    const names = here.map(({ result, isUnknown }) => [
      `${result.family}:${result.revision}`,
      { ...definition, needs: isUnknown === true ? null : [] },
    ]);
    const swept = { sweptAt: unswept.includes(region) ? null : sweptAt };
    const leftAt = left.includes(region) ? { leftAt: '2026-11-22T05:00:00.000Z' } : {};
    const isUsed = used.includes(region) ? { isUsed: true } : {};
    return [region, { ...swept, ...leftAt, ...isUsed, definitions: Object.fromEntries(names) }];
  };
  return {
    index: {
      apiVersion: 'rolecall/v1',
      kind: 'AuditIndex',
      account: ACCOUNT,
      regions: Object.fromEntries([...regions].map(regionOf)),
    },
    results: results.filter(({ unread }) => unread !== true).map(({ result }) => result),
  };
}

/** A waiver of nothing. */
export const WAIVER: Waiver = {
  name: 'w',
  findings: [],
  roles: [],
  families: [],
  reason: 'r',
  expires: '2026-12-31',
  source: { file: 'waivers.yaml', line: 1, version: null },
};

/** What is observed in a case. */
export function observed(given: Given) {
  const {
    state,
    audits,
    sweptAt = '2026-11-22T06:00:00.000Z',
    waivers = [],
    waivable = [],
    deployment = 'rolecall',
    lookedAt,
  } = given;
  return observationOf({
    account: ACCOUNT,
    deployment,
    lookedAt,
    now: NOW,
    guards: { ...defaultGuards, waivable },
    waivers: waivers.map((waiver) => ({ ...WAIVER, ...waiver })),
    state: state === undefined ? null : fullState(state),
    audits: audits === undefined ? null : auditsOf(audits, sweptAt, given),
  });
}

function subjectOf(text: string, topic: Topic): AlertSubject {
  if (text === 'controller') return { kind: 'controller', name: 'rolecall', region: null };
  const [region = '', family] = text.split('/');
  if (topic === 'finding' && family !== undefined) return { kind: 'taskDefinition', name: family, region };
  return { kind: 'role', name: text, region: null };
}

/** A violation that people were told of before, as far as its identity goes. */
export function toldBefore({ subject, topic, what, kind }: Known): AlertViolation {
  const identity = { account: ACCOUNT, subject: subjectOf(subject, topic), topic, what };
  return {
    ...identity,
    key: keyOf(identity),
    severity: 'high',
    labels: {},
    message: '',
    access: null,
    detail: [],
    values: null,
    by: null,
    outcome: '',
    next: { text: '', command: null },
    value: digestOf(kind ?? 'different', null, 'high', null, null),
  };
}

export type Fate = 'told' | 'resolves' | 'keeps' | 'reminds';

/** What becomes of an alert that people were told of before. */
export function fateOf(known: Known, observation: Observation, openedAt = '2026-11-22T06:30:00.000Z'): Fate {
  const violation = toldBefore(known);
  if (observation.violations.some(({ key }) => key === violation.key)) return 'told';
  if (!observation.isJudged(violation)) return 'keeps';
  return observation.isForgotten?.({ violation, openedAt, told: {} }) === true ? 'reminds' : 'resolves';
}
