import type { Channels, Sent } from '../../controller/alerts/alert-ports.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { StateUnreadable, type StoredState } from '../../controller/ports.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { Observer } from '../../handlers/observer.ts';
import type { ReportWorld } from '../../handlers/report/report-ports.ts';
import type { ReportSettings } from '../../handlers/report/report-settings.ts';
import type { Reporting } from '../../handlers/report.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { auditsOf, type GivenResult } from '../alerts/observed-case.ts';
import { SimulatedClock } from '../controller/ports.ts';
import { MemoryReports } from '../reports/memory-reports.ts';
import type { Line } from './doubles.ts';

/** What the audit keeps, in memory; nothing at all, or a text for why it cannot be read. */
export function auditStoreOf(given: readonly GivenResult[] | 'none' | { readonly why: string }): AuditStore {
  const write = async () => undefined;
  const nothing = { read: async () => undefined, write };
  if (given === 'none') return { index: nothing, result: () => nothing };
  if ('why' in given)
    return { index: { read: () => Promise.reject(new StateUnreadable(given.why)), write }, result: () => nothing };
  const { index, results } = auditsOf(given, '2026-11-22T06:00:00.000Z');
  return {
    index: { read: async () => ({ value: index, version: '1' }), write },
    result: (region, family, revision) => {
      const value = results.find((one) => one.region === region && one.family === family && String(one.revision) === revision);
      return value === undefined ? nothing : { read: async () => ({ value, version: '1' }), write };
    },
  };
}

const ACCOUNT = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

export const SIGNATURE = 'X-Amz-Signature=5e1f';

export interface GivenReports {
  /** `undefined` for none, a text for why it cannot be read. */
  readonly state?: ControllerState | string | undefined;
  readonly audits?: Parameters<typeof auditStoreOf>[0];
  readonly settings?: Partial<ReportSettings>;
}

/** The scheduled report in memory, and all that can be seen of it. */
export class ReportFunction implements Reporting {
  readonly clock = new SimulatedClock('2026-11-22T08:00:00Z');
  readonly reports = new MemoryReports();
  readonly lines: Line[] = [];
  readonly metrics: Record<string, number> = {};
  /** What each channel was sent. */
  readonly sent: { readonly channel: string; readonly slack: string; readonly mail: string; readonly bus: string }[] = [];
  readonly faults = new Map<string, Sent>();
  state: ControllerState | string | undefined;
  audits: AuditStore;
  readonly settings: ReportSettings;

  readonly observer: Observer = {
    debug: (...line) => this.lines.push(['debug', ...line]),
    info: (...line) => this.lines.push(['info', ...line]),
    warn: (...line) => this.lines.push(['warn', ...line]),
    measure: ({ name, value }) => Object.assign(this.metrics, { [name]: value }),
  };

  constructor({ state, audits = 'none', settings }: GivenReports) {
    this.state = state;
    this.audits = auditStoreOf(audits);
    this.settings = {
      account: ACCOUNT,
      guards: defaultGuards,
      state: { bucket: 'state', prefix: 'controller' },
      audits: { bucket: 'state', prefix: 'audits' },
      reports: { bucket: 'state', prefix: 'reports' },
      deployment: 'rolecall',
      channels: { slackSecret: undefined, alertChannel: undefined, eventBus: 'default', slackApiUrl: undefined },
      reportChannels: ['default', 'events'],
      linkHours: null,
      ...settings,
    };
  }

  get world(): ReportWorld {
    return {
      state: { read: async () => this.#read() },
      audits: this.audits,
      reports: this.reports,
      channels: (wording) => this.#channels(wording),
      presigned: async (file, seconds) =>
        `https://state.s3.eu-west-1.amazonaws.com/reports/${file}?X-Amz-Expires=${seconds}&${SIGNATURE}`,
      clock: this.clock,
    };
  }

  #read(): StoredState | undefined {
    if (typeof this.state === 'string') throw new StateUnreadable(this.state);
    return this.state && { state: this.state, version: '1' };
  }

  #channels(wording: Parameters<ReportWorld['channels']>[0]): Channels {
    const send = async (channel: string): Promise<Sent> => {
      const fault = this.faults.get(channel);
      if (fault !== undefined) return fault;
      const { slack, topic, bus } = await wording();
      const pending = { channel, digest: false, notices: [], claim: null };
      const texts = { slack: slack(pending, {}), mail: topic(pending), bus: bus(pending) };
      const { slack: inSlack, mail, bus: onBus } = texts;
      this.sent.push({ channel, slack: JSON.stringify(inSlack), mail: mail[0]?.bodies.email ?? '', bus: onBus[0]?.detail ?? '' });
      return { sent: true, threads: {} };
    };
    return { open: async (channel) => ({ send: () => send(channel) }) };
  }
}
